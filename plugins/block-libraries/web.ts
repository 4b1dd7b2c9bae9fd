import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-libraries',
  blocks: { libraries: { view: () => import('./web/LibrariesBlock.vue') } },
});
