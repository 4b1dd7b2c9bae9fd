import { defineWebPlugin } from '../../web/kit/plugin.js';
import DateView from './web/DateView.vue';

export default defineWebPlugin({
  name: 'field-date',
  fieldEditors: { date: () => import('./web/DateEditor.vue') },
  fieldViews: { date: DateView },
});
