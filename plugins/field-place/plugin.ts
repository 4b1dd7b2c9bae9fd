import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { placeType } from './place.value.js';

export default definePlugin({
  name: 'field-place',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(placeType)] },
});
