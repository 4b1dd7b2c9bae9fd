import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { compoundType } from './compound.value.js';

export default definePlugin({
  name: 'field-compound',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(compoundType)] },
});
