import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { termType } from './term.value.js';

export default definePlugin({
  name: 'field-term',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(termType)] },
});
