import { defineWebPlugin } from '../../web/kit/plugin.js';
import PlainImage from './web/PlainImage.vue';

export default defineWebPlugin({
  name: 'media-image',
  viewers: {
    image: { loads: 'when-seen', plain: PlainImage, component: () => import('./web/DeepImage.vue') },
  },
});
