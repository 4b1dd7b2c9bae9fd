import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { booleanType } from './boolean.value.js';

export default definePlugin({
  name: 'field-boolean',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(booleanType)] },
});
