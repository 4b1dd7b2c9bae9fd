import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-link',
  fieldEditors: { link: () => import('./web/LinkEditor.vue') },
});
