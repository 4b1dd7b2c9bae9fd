import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-kinds',
  blocks: { kinds: { view: () => import('./web/KindsBlock.vue') } },
});
