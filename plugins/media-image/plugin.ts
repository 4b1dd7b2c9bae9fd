import { definePlugin } from '../../server/contract/plugin.js';
import { cutImage, storedTile } from './image.cut.js';
import { deriveImage, recipes } from './image.derive.js';
import { inspectImage } from './image.inspect.js';

export default definePlugin({
  name: 'media-image',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: {
    mediaHandlers: [
      {
        key: 'image',
        accepts: ['image/jpeg', 'image/png', 'image/tiff', 'image/webp'],
        resource: 'Image',
        extensions: {
          'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
          'image/png': ['png'],
          'image/tiff': ['tif', 'tiff'],
          'image/webp': ['webp'],
        },
        inspect: inspectImage,
        recipes,
        derive: deriveImage,
        cut: cutImage,
        stored: storedTile,
      },
    ],
  },
});
