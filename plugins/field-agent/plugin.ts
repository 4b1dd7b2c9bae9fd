import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { agentType } from './agent.value.js';

export default definePlugin({
  name: 'field-agent',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(agentType)] },
});
