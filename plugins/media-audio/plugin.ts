import { definePlugin } from '../../server/contract/plugin.js';
import { deriveAudio, inspectAudio, recipes } from './audio.js';

export default definePlugin({
  name: 'media-audio',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: {
    mediaHandlers: [
      {
        key: 'audio',
        accepts: [
          'audio/mpeg',
          'audio/mp4',
          'audio/ogg',
          'audio/wav',
          'audio/flac',
          'audio/aac',
          'audio/aiff',
          'audio/x-ms-asf',
          'audio/amr',
          'audio/ape',
        ],
        resource: 'Sound',
        extensions: {
          'audio/mpeg': ['mp3', 'mp2', 'mp1', 'mpga'],
          'audio/mp4': ['m4a', 'mp4', 'm4b'],
          'audio/ogg': ['ogg', 'oga', 'opus', 'spx'],
          'audio/wav': ['wav'],
          'audio/flac': ['flac'],
          'audio/aac': ['aac'],
          'audio/aiff': ['aiff', 'aif', 'aifc'],
          'audio/x-ms-asf': ['wma', 'asf'],
          'audio/amr': ['amr'],
          'audio/ape': ['ape'],
        },
        inspect: inspectAudio,
        recipes,
        derive: deriveAudio,
      },
    ],
  },
});
