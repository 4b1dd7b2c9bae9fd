import { defineWebPlugin } from '../../web/kit/plugin.js';
import { isPartUnsure, partsLacking } from './parts.lacking.js';

export default defineWebPlugin({
  name: 'field-compound',
  fieldEditors: { compound: () => import('./web/CompoundEditor.vue') },
  fieldRules: { compound: { lacks: partsLacking, unsure: isPartUnsure } },
});
