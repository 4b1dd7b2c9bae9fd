import { definePlugin } from '../../server/contract/plugin.js';

export default definePlugin({
  name: 'block-kinds',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'kinds',
        label: { 'zh-CN': '资源类型', en: 'Kinds of material' },
        description: {
          'zh-CN': '图书、拓片、照片、录音等各类，附件数与图。',
          en: 'Books, rubbings, photographs, recordings: each with its number and a picture.',
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
        ],
        needs: () => ({ kinds: true }),
      },
    ],
  },
});
