import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'media-model',
  viewers: {
    // Megabytes and a warm phone: only when asked for, with the size said first.
    model: { loads: 'when-asked', weighs: 'view', component: () => import('./web/ModelViewer.vue') },
  },
});
