import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'block-notice',
  blocks: { notice: { view: () => import('./web/NoticeBlock.vue') } },
});
