import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-newest',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'newest',
        label: { 'zh-CN': '最新上线', en: 'Newest' },
        description: {
          'zh-CN': '最近发布的几件，自动更新。',
          en: 'What was published last; it keeps itself up to date.',
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
          {
            key: 'most',
            label: { 'zh-CN': '最多几件', en: 'At most' },
            type: 'number',
            options: { integer: true, min: 1, max: 12 },
          },
        ],
        needs: ({ most }) => ({ newest: (most as { number?: number } | undefined)?.number ?? 12 }),
      },
    ],
  },
});
