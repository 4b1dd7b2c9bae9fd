import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-by-value',
  blocks: { 'by-value': { view: () => import('./web/ByValueBlock.vue') } },
});
