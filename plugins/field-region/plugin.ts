import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { regionType } from './region.value.js';

export default definePlugin({
  name: 'field-region',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(regionType)] },
});
