import { defineWebPlugin } from '../../web/kit/plugin.js';
import PlainAudio from './web/PlainAudio.vue';

export default defineWebPlugin({
  name: 'media-audio',
  viewers: {
    audio: { loads: 'when-seen', plain: PlainAudio, component: () => import('./web/AudioPlayer.vue') },
  },
});
