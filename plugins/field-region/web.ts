import { defineWebPlugin } from '../../web/kit/plugin.js';
import RegionView from './web/RegionView.vue';

export default defineWebPlugin({
  name: 'field-region',
  fieldEditors: { region: () => import('./web/RegionEditor.vue') },
  fieldViews: { region: RegionView },
});
