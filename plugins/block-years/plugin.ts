import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-years',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'years',
        label: { 'zh-CN': '时间线', en: 'Line of years' },
        description: {
          'zh-CN': '按年代看有多少；拖选一段即检索。',
          en: 'How much there is from when; a stretch is chosen by dragging.',
        },
        v: 1,
        places: ['portal', 'library', 'collection'],
        settings: [
          {
            key: 'title',
            label: { 'zh-CN': '标题', en: 'Heading' },
            help: { 'zh-CN': '不填即用通常的标题。', en: 'Left empty, the usual heading stands.' },
            type: 'text',
            options: { limit: 60 },
            localized: true,
          },
        ],
        needs: () => ({ years: true }),
      },
    ],
  },
});
