import { defineWebPlugin } from '../../web/kit/plugin.js';
import { partsLacking } from './parts.lacking.js';
import { isPartUnsure } from './web/part.unsure.js';

export default defineWebPlugin({
  name: 'field-compound',
  fieldEditors: { compound: () => import('./web/CompoundEditor.vue') },
  fieldRules: { compound: { lacks: partsLacking, unsure: isPartUnsure } },
});
