import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { numberType } from './number.value.js';

export default definePlugin({
  name: 'field-number',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(numberType)] },
});
