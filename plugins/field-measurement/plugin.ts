import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { measurementType } from './measurement.value.js';

export default definePlugin({
  name: 'field-measurement',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(measurementType)] },
});
