import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { segmentType } from './segments.value.js';

export default definePlugin({
  name: 'field-segments',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(segmentType)] },
});
