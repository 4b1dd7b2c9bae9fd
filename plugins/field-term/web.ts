import { defineWebPlugin } from '../../web/kit/plugin.js';
import { isUnsure } from './term.unsure.js';

export default defineWebPlugin({
  name: 'field-term',
  fieldEditors: { term: () => import('./web/TermEditor.vue') },
  fieldRules: { term: { unsure: isUnsure } },
});
