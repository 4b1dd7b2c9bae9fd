import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-collections',
  blocks: { collections: { view: () => import('./web/CollectionsBlock.vue') } },
});
