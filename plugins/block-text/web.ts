import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-text',
  blocks: { text: { view: () => import('./web/TextBlock.vue') } },
});
