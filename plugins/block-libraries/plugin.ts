import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-libraries',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'libraries',
        label: { 'zh-CN': '成员馆', en: 'Member libraries' },
        description: {
          'zh-CN': '各成员馆，附馆标、库数与件数。',
          en: 'Every member library, with its mark and what it holds.',
        },
        v: 1,
        places: ['portal'],
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
        needs: () => ({ libraries: true }),
      },
    ],
  },
});
