import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-figures',
  blocks: { figures: { view: () => import('./web/FiguresBlock.vue') } },
});
