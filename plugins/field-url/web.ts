import { defineWebPlugin } from '../../web/kit/plugin.js';
import UrlView from './web/UrlView.vue';

export default defineWebPlugin({
  name: 'field-url',
  fieldEditors: { url: () => import('./web/UrlEditor.vue') },
  fieldViews: { url: UrlView },
});
