import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { contentsType } from './contents.value.js';

export default definePlugin({
  name: 'field-contents',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(contentsType)] },
});
