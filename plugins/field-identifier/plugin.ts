import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { identifierType } from './identifier.value.js';

export default definePlugin({
  name: 'field-identifier',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(identifierType)] },
});
