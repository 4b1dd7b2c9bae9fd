import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { fileType } from './file.value.js';

export default definePlugin({
  name: 'field-file',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(fileType)] },
});
