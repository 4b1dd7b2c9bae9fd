import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-date',
  fieldEditors: { date: () => import('./web/DateEditor.vue') },
});
