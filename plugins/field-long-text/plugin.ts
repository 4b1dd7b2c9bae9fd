import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { longTextType } from './long-text.value.js';

export default definePlugin({
  name: 'field-long-text',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(longTextType)] },
});
