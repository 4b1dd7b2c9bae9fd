import { definePlugin } from '../../server/contract/plugin.js';
import type { Json } from '../../server/contract/values.js';

const pidsOf = (items: Json | undefined): string[] =>
  (Array.isArray(items) ? items : []).flatMap((pick) => {
    const item = (pick as { item?: string }).item;
    return item === undefined ? [] : [item];
  });

export default definePlugin({
  name: 'block-text',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'text',
        label: { 'zh-CN': '图文', en: 'Words and a picture' },
        description: {
          'zh-CN': '写给读者的一段文字，可配一件资源的图。',
          en: 'Words for readers, with the picture of a work beside them where one is chosen.',
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
            key: 'body',
            label: { 'zh-CN': '正文', en: 'Text' },
            type: 'rich-text',
            localized: true,
          },
          {
            key: 'picture',
            label: { 'zh-CN': '配图（一件资源）', en: 'Picture of a work' },
            type: 'link',
            most: 1,
          },
        ],
        needs: ({ picture }) => ({ items: pidsOf(picture) }),
      },
    ],
  },
});
