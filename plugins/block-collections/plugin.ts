import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-collections',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'collections',
        label: { 'zh-CN': '特藏库', en: 'Collections' },
        description: {
          'zh-CN': '各库的名称、简介、件数与代表图。',
          en: 'Each collection with its name, what it is, how much it holds and a picture.',
        },
        v: 1,
        places: ['portal', 'library'],
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
            label: { 'zh-CN': '最多几个', en: 'At most' },
            type: 'number',
            options: { integer: true, min: 1, max: 24 },
          },
          {
            key: 'grid',
            label: { 'zh-CN': '并排成格', en: 'Side by side, in a grid' },
            type: 'boolean',
          },
        ],
        needs: () => ({ collections: true }),
      },
    ],
  },
});
