import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-links',
  blocks: { links: { view: () => import('./web/LinksBlock.vue') } },
});
