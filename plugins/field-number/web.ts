import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-number',
  fieldEditors: { number: () => import('./web/NumberEditor.vue') },
});
