import { defineWebPlugin } from '../../web/kit/plugin.js';
import LongTextView from './web/LongTextView.vue';

export default defineWebPlugin({
  name: 'field-long-text',
  fieldEditors: { 'long-text': () => import('./web/LongTextEditor.vue') },
  fieldViews: { 'long-text': LongTextView },
});
