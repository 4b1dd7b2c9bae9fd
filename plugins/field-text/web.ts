import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-text',
  fieldEditors: { text: () => import('./web/TextEditor.vue') },
});
