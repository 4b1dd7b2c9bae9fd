import { defineWebPlugin } from '../../web/kit/plugin.js';
import PointView from './web/PointView.vue';

export default defineWebPlugin({
  name: 'field-point',
  fieldEditors: { point: () => import('./web/PointEditor.vue') },
  fieldViews: { point: PointView },
});
