import { definePlugin } from '../../server/contract/plugin.js';
import { deriveVideo, inspectVideo, recipes } from './video.js';

export default definePlugin({
  name: 'media-video',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: {
    mediaHandlers: [
      {
        key: 'video',
        accepts: [
          'video/mp4',
          'video/webm',
          'video/quicktime',
          'video/matroska',
          'video/x-matroska',
          'video/mpeg',
          'video/vnd.avi',
          'video/x-msvideo',
          'video/x-ms-asf',
          'video/ogg',
          'video/3gpp',
        ],
        resource: 'Video',
        extensions: {
          'video/mp4': ['mp4', 'm4v'],
          'video/webm': ['webm'],
          'video/quicktime': ['mov', 'qt'],
          'video/matroska': ['mkv'],
          'video/x-matroska': ['mkv'],
          'video/mpeg': ['mpg', 'mpeg', 'vob'],
          'video/vnd.avi': ['avi'],
          'video/x-msvideo': ['avi'],
          'video/x-ms-asf': ['wmv', 'asf'],
          'video/ogg': ['ogv', 'ogg'],
          'video/3gpp': ['3gp'],
        },
        inspect: inspectVideo,
        recipes,
        derive: deriveVideo,
      },
    ],
  },
});
