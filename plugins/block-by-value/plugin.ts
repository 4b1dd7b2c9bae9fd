import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-by-value',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'by-value',
        label: { 'zh-CN': '以图入门', en: 'Ways in, with pictures' },
        description: {
          'zh-CN': '一个分面的各值，附图与下一级。',
          en: 'The values of one facet, with pictures and what stands below them.',
        },
        v: 1,
        places: ['collection'],
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
            key: 'facet',
            label: { 'zh-CN': '哪个分面', en: 'Which facet' },
            help: { 'zh-CN': '不选即第一个。', en: 'None chosen, the first.' },
            type: 'text',
            facet: true,
          },
        ],
        needs: ({ facet }) => ({ pictured: typeof facet === 'string' && facet !== '' ? facet : 'first' }),
      },
    ],
  },
});
