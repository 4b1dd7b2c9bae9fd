import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-boolean',
  fieldEditors: { boolean: () => import('./web/BooleanEditor.vue') },
});
