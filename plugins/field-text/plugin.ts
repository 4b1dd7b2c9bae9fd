import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { textType } from './text.value.js';

export default definePlugin({
  name: 'field-text',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(textType)] },
});
