import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-compound',
  fieldEditors: { compound: () => import('./web/CompoundEditor.vue') },
});
