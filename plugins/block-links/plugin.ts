import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-links',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'links',
        label: { 'zh-CN': '相关链接', en: 'Links' },
        description: {
          'zh-CN': '相关数据库、馆际资源等，各一行。',
          en: 'Databases and places elsewhere, a line each.',
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
            key: 'links',
            label: { 'zh-CN': '链接', en: 'Links' },
            type: 'url',
            most: 30,
          },
        ],
        needs: () => ({}),
      },
    ],
  },
});
