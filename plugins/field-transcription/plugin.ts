import { defineFieldType, definePlugin } from '../../server/contract/plugin.js';
import { transcriptionType } from './transcription.value.js';

export default definePlugin({
  name: 'field-transcription',
  version: '1.0.0',
  compatible: '^1.0.0',
  provides: { fieldTypes: [defineFieldType(transcriptionType)] },
});
