import { agent, core, hans, size } from '../record.mjs';
import { term } from '../terms.mjs';
import { photographs } from '../text/photographs.mjs';

const FRAMES = { wide: [1560, 1100], tall: [1120, 1500], square: [1240, 1240], pano: [1900, 860] };

export const collection = {
  key: 'jiuying',
  library: 'lanting',
  template: 'photograph',
  categoryField: 'subject',
  name: { 'zh-CN': '湖山旧影', en: 'Lakes and Hills in Old Photographs' },
  description: {
    'zh-CN': '二十世纪上半叶江南湖山、城郭、街巷与学堂的旧照。',
    en: 'Jiangnan before 1949: lakes, walls, streets and schools.',
  },
  featured: ['LT-JY-0001', 'LT-JY-0007', 'LT-JY-0012', 'LT-JY-0020'],
  *works() {
    for (const s of photographs) {
      const [width, height] = FRAMES[s.frame ?? 'wide'];
      const spec = {
        width,
        height,
        seed: s.id,
        tone: s.tone ?? 'sepia',
        border: s.border ?? 44,
        items: s.items,
        ...(s.caption ? { caption: s.caption } : {}),
        ...s.look,
      };
      const pages = [{ label: '正面', kind: 'image', draw: { name: 'photo', spec, as: 'webp', quality: 74 } }];
      if (s.back)
        pages.push({
          label: '背面',
          kind: 'back',
          draw: {
            name: 'photo.back',
            as: 'webp',
            quality: 58,
            spec: { width: width + 88, height: height + 88, seed: s.id, lines: s.back },
          },
        });
      const values = {
        ...core({
          ...s,
          lang: s.caption || s.back ? ['lzh'] : ['zxx'],
          callNo: `影 ${s.id.slice(-4)}`,
          location: '照片档案柜',
          agency: '兰亭市图书馆',
          rules: 'WH/T 51-2012',
          extent: '1帧',
          date: s.taken,
          place: s.at,
        }),
        photographer: [agent(s.by ?? '佚名', '攝', '民國')],
        taken: [s.taken],
        takenAt: [s.at],
        process: [term('process', s.process ?? 'gelatin')],
        sizeImage: [size(...(width > height ? [10.2, 15.2] : width === height ? [12, 12] : [15.2, 10.2]), '照片')],
        ...(s.event ? { event: [hans(s.event)] } : {}),
        ...(s.depicted ? { depicted: s.depicted.map(hans) } : {}),
        ...(s.back ? { inscription: [{ text: s.back.join('\n'), lang: 'zh-Hant' }] } : {}),
        ...(s.negative ? { negativeNo: [{ text: s.negative }] } : {}),
        portraitStatus: [hans(s.portrait ?? '无可辨识之人像')],
        ...(s.album ? { album: [hans(s.album)] } : {}),
      };
      yield {
        identifier: s.id,
        values,
        pages,
        ...(s.links ? { links: s.links } : {}),
        ...(s.visibility ? { visibility: s.visibility } : {}),
        publishedOffsetDays: s.days,
      };
    }
  },
};
