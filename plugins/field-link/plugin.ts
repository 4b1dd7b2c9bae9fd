import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { linkType } from './link.value.js';

export default definePlugin({
  name: 'field-link',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(linkType)] },
});
