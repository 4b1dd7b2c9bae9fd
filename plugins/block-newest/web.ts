import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-newest',
  blocks: { newest: { view: () => import('./web/NewestBlock.vue') } },
});
