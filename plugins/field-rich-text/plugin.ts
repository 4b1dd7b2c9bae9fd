import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { richTextType } from './rich-text.value.js';

export default definePlugin({
  name: 'field-rich-text',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(richTextType)] },
});
