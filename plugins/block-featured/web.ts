import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-featured',
  blocks: { featured: { view: () => import('./web/FeaturedBlock.vue') } },
});
