import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-facets',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'facets',
        label: { 'zh-CN': '按值浏览', en: 'By value' },
        description: {
          'zh-CN': '地点、人物、主题等最多见的值，各附件数。',
          en: 'The most frequent values of places, people, subjects, with how many.',
        },
        v: 1,
        places: ['portal', 'library', 'collection'],
        settings: [
          {
            key: 'facets',
            label: { 'zh-CN': '哪些分面', en: 'Which facets' },
            help: { 'zh-CN': '不选即全部。', en: 'None chosen, all of them.' },
            type: 'text',
            facet: true,
            most: 6,
          },
        ],
        needs: ({ facets }) => ({ facets: Array.isArray(facets) && facets.length > 0 ? (facets as string[]) : 'all' }),
      },
    ],
  },
});
