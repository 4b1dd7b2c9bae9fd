import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-file',
  fieldEditors: { file: () => import('./web/FileEditor.vue') },
});
