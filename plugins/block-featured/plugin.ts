import { definePlugin } from '../../server/contract/plugin.js';
import type { Json } from '../../server/contract/values.js';

const pidsOf = (items: Json | undefined): string[] =>
  (Array.isArray(items) ? items : []).flatMap((pick) => {
    const item = (pick as { item?: string }).item;
    return item === undefined ? [] : [item];
  });
const hasPicks = (items: Json | undefined): boolean => pidsOf(items).length > 0;

export default definePlugin({
  name: 'block-featured',
  version: '1.0.0',
  compatible: '^1.1.0',
  provides: {
    blocks: [
      {
        key: 'featured',
        label: { 'zh-CN': '镇馆之宝', en: 'Treasures' },
        description: {
          'zh-CN': '遴选的几件，第一件最大；可各附一句话。',
          en: 'Some works that were picked, the first one large; each may have a sentence.',
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
            key: 'note',
            label: { 'zh-CN': '标题旁一句', en: 'A line beside the heading' },
            type: 'text',
            options: { limit: 120 },
            localized: true,
          },
          {
            key: 'items',
            label: { 'zh-CN': '选出的资源', en: 'Works' },
            help: {
              'zh-CN': '按题名或编号查找；“备注”一栏写的话，读者会看到在作品之下。',
              en: 'Found by title or number; what you write as a note stands below the work.',
            },
            type: 'link',
            most: 12,
          },
          {
            key: 'automatic',
            label: { 'zh-CN': '未选时，用各库置于首位者', en: 'Where none is picked, what the collections put first' },
            type: 'boolean',
          },
        ],
        needs: ({ items, automatic }) =>
          hasPicks(items) ? { items: pidsOf(items) } : automatic === true ? { chosen: true } : {},
      },
    ],
  },
});
