import { defineWebPlugin } from '../../web/kit/plugin.js';
import PlainVideo from './web/PlainVideo.vue';

export default defineWebPlugin({
  name: 'media-video',
  viewers: {
    video: { loads: 'when-seen', plain: PlainVideo, component: () => import('./web/VideoPlayer.vue') },
  },
});
