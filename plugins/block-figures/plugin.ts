import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-figures',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'figures',
        label: { 'zh-CN': '数字', en: 'In numbers' },
        description: {
          'zh-CN': '件数、面数、时长等总数。',
          en: 'How much there is: works, pages, hours.',
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
        needs: () => ({ figures: true }),
      },
    ],
  },
});
