import { defineWebPlugin } from '../../web/kit/plugin.js';
import PlainImage from './web/PlainImage.vue';

export default defineWebPlugin({
  name: 'media-image',
  viewers: {
    image: {
      loads: 'when-reached',
      plain: PlainImage,
      keys: [
        { keys: ['+', '−'], what: 'keys.zoom' },
        { keys: ['0'], what: 'keys.whole' },
        { keys: ['←', '↑', '→', '↓'], what: 'keys.move' },
      ],
      component: () => import('./web/DeepImage.vue'),
    },
  },
});
