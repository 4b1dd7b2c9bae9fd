import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { pointType } from './point.value.js';

export default definePlugin({
  name: 'field-point',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(pointType)] },
});
