import { defineWebPlugin } from '../../web/kit/plugin.js';
import TranscriptionView from './web/TranscriptionView.vue';

export default defineWebPlugin({
  name: 'field-transcription',
  fieldEditors: { transcription: () => import('./web/TranscriptionEditor.vue') },
  fieldViews: { transcription: TranscriptionView },
});
