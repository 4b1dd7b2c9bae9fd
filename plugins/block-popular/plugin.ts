import { definePlugin } from '../../server/contract/plugin.js';
import { openingDays } from '../../server/contract/blocks.js';

export default definePlugin({
  name: 'block-popular',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'popular',
        label: { 'zh-CN': '热门', en: 'Most opened' },
        description: {
          'zh-CN': '读者近来打开最多的几件；只计次数，不记是谁。',
          en: 'What readers opened most of late; only how often, and nothing of who.',
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
          {
            key: 'days',
            label: { 'zh-CN': '多少天以内', en: 'In how many days' },
            type: 'text',
            choices: [
              { key: '30', label: { 'zh-CN': '三十天', en: 'Thirty' } },
              { key: '7', label: { 'zh-CN': '七天', en: 'Seven' } },
              { key: '365', label: { 'zh-CN': '一年', en: 'A year' } },
            ],
          },
        ],
        needs: ({ most, days }) => ({
          popular: {
            days: openingDays.find((one) => String(one) === days) ?? 30,
            most: (most as { number?: number } | undefined)?.number ?? 6,
          },
        }),
      },
    ],
  },
});
