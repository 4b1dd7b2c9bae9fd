import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-measurement',
  fieldEditors: { measurement: () => import('./web/MeasurementEditor.vue') },
});
