import { defineWebPlugin } from '../../web/kit/plugin.js';
import RichTextView from './web/RichTextView.vue';

export default defineWebPlugin({
  name: 'field-rich-text',
  fieldEditors: { 'rich-text': () => import('./web/RichTextEditor.vue') },
  fieldViews: { 'rich-text': RichTextView },
});
