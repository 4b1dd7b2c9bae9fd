import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-identifier',
  fieldEditors: { identifier: () => import('./web/IdentifierEditor.vue') },
});
