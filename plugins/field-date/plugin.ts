import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { dateType } from './date.value.js';

export default definePlugin({
  name: 'field-date',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(dateType)] },
});
