import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-popular',
  blocks: { popular: { view: () => import('./web/PopularBlock.vue') } },
});
