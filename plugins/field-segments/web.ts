import { defineWebPlugin } from '../../web/kit/plugin.js';
import SegmentView from './web/SegmentView.vue';

export default defineWebPlugin({
  name: 'field-segments',
  fieldEditors: { segments: () => import('./web/SegmentEditor.vue') },
  fieldViews: { segments: SegmentView },
});
