import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-years',
  blocks: { years: { view: () => import('./web/YearsBlock.vue'), answers: true } },
});
