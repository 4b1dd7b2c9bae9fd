import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-notice',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'notice',
        label: { 'zh-CN': '公告', en: 'Announcement' },
        description: {
          'zh-CN': '开放时间、闭馆、讲座一类短讯；可定起止时间。',
          en: 'Hours, closures, talks: a short notice, with a time to begin and to end.',
        },
        v: 1,
        places: ['portal', 'library', 'collection'],
        settings: [
          {
            key: 'text',
            label: { 'zh-CN': '文字', en: 'Words' },
            type: 'text',
            options: { limit: 300 },
            localized: true,
          },
          {
            key: 'tone',
            label: { 'zh-CN': '轻重', en: 'Weight' },
            type: 'text',
            choices: [
              { key: 'plain', label: { 'zh-CN': '平常', en: 'Plain' } },
              { key: 'urgent', label: { 'zh-CN': '紧要', en: 'Urgent' } },
            ],
          },
          {
            key: 'link',
            label: { 'zh-CN': '详情链接', en: 'Where to read more' },
            type: 'url',
          },
        ],
        needs: () => ({}),
      },
    ],
  },
});
