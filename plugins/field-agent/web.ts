import { defineWebPlugin } from '../../web/kit/plugin.js';

export default defineWebPlugin({
  name: 'field-agent',
  fieldEditors: { agent: () => import('./web/AgentEditor.vue') },
});
