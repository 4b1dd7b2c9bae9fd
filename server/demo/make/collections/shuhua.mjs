import { core, hans, hant, size } from '../record.mjs';
import { paintings } from '../text/paintings.mjs';
import { term } from '../terms.mjs';

export const collection = {
  key: 'shuhua',
  library: 'lanting',
  template: 'painting',
  categoryField: 'format',
  name: { 'zh-CN': '林泉书画', en: 'Paintings and Calligraphy' },
  description: {
    'zh-CN': '山水、竹石、梅荷与联语，立轴、手卷、册页、扇面皆备。',
    en: 'Landscapes, bamboo, plum and lotus, and couplets, in every format.',
  },
  featured: ['LT-SH-0001', 'LT-SH-0006', 'LT-SH-0011'],
  *works() {
    for (const s of paintings) {
      const [width, height] = s.size;
      const signature = (s.look.writing ?? []).flatMap((g) => g.lines).join('\n');
      const values = {
        ...core({
          ...s,
          lang: ['lzh'],
          callNo: `畫 ${s.id.slice(-4)}`,
          location: '书画库',
          agency: '兰亭市图书馆',
          rules: '馆藏文物登录规范',
          extent: s.extent ?? '1幅',
        }),
        format: [term('format', s.format)],
        support: [term('support', s.support ?? 'paper')],
        technique: [term('technique', s.technique ?? 'shuimo')],
        sizeImage: [size(Math.round(height / 15), Math.round(width / 15), '本幅')],
        ...(signature ? { signature: [hant(signature)] } : {}),
        ...(s.cited ? { cited: s.cited.map(hans) } : {}),
      };
      yield {
        identifier: s.id,
        values,
        pages: [
          {
            label: s.pageLabel ?? '本幅',
            kind: 'image',
            draw: {
              name: 'painting',
              as: 'webp',
              quality: 76,
              spec: { width, height, seed: s.id, silk: s.support === 'silk', ...s.look },
            },
          },
        ],
        sealOwners: s.owners,
        ...(s.links ? { links: s.links } : {}),
        ...(s.visibility ? { visibility: s.visibility } : {}),
        publishedOffsetDays: s.days,
      };
    }
  },
};
