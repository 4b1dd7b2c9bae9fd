import { defineWebPlugin } from '../../web/kit/plugin.js';
import ContentsView from './web/ContentsView.vue';

export default defineWebPlugin({
  name: 'field-contents',
  fieldEditors: { contents: () => import('./web/ContentsEditor.vue') },
  fieldViews: { contents: ContentsView },
});
