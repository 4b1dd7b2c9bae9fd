import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { urlType } from './url.value.js';

export default definePlugin({
  name: 'field-url',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(urlType)] },
});
