import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'media-model',
  viewers: {
    // Megabytes and a warm phone: only when asked for, with the size said first.
    model: {
      loads: 'when-asked',
      weighs: 'view',
      keys: [
        { keys: ['←', '↑', '→', '↓'], what: 'keys.spin' },
        { keys: ['+', '−'], what: 'keys.zoom' },
      ],
      component: () => import('./web/ModelViewer.vue'),
    },
  },
});
