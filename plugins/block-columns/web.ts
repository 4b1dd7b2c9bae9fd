import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-columns',
  blocks: { columns: { view: () => import('./web/ColumnsBlock.vue'), answers: true } },
});
