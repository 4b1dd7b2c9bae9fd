import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-term',
  fieldEditors: { term: () => import('./web/TermEditor.vue') },
});
