import { definePlugin } from '../../server/contract/plugin.js';
import { inspectModel, recogniseModel } from './model.js';

export default definePlugin({
  name: 'media-model',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: {
    mediaHandlers: [
      {
        key: 'model',
        accepts: ['model/gltf-binary', 'model/gltf+json'],
        resource: 'Model',
        extensions: { 'model/gltf-binary': ['glb'], 'model/gltf+json': ['gltf'] },
        recognise: recogniseModel,
        inspect: inspectModel,
        // Served as it came; nothing on the server draws.
        recipes: {},
        derive: () => Promise.resolve(),
      },
    ],
  },
});
