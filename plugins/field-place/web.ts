import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-place',
  fieldEditors: { place: () => import('./web/PlaceEditor.vue') },
});
