import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-facets',
  blocks: { facets: { view: () => import('./web/FacetsBlock.vue') } },
});
