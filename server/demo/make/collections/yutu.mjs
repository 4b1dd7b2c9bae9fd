import { core, hans, size } from '../record.mjs';
import { term } from '../terms.mjs';
import { maps } from '../text/maps.mjs';

export const collection = {
  key: 'yutu',
  library: 'zhijiang',
  template: 'map',
  categoryField: 'mapType',
  name: { 'zh-CN': '湖海舆图', en: 'Maps of Lakes and Seas' },
  description: {
    'zh-CN': '海塘、水利、城池与湖山的旧绘地图，地名皆可检索。',
    en: 'Drawn maps of sea-walls, waterways, cities and hills, with every place name searchable.',
  },
  featured: ['ZJ-YT-0001', 'ZJ-YT-0002', 'ZJ-YT-0005'],
  *works() {
    for (const s of maps) {
      const [width, height] = s.size;
      const values = {
        ...core({
          ...s,
          callNo: `圖 ${s.id.slice(-4)}`,
          location: '舆图柜',
          agency: '之江大学图书馆',
          rules: 'GB/T 3792-2021',
          extent: s.extent ?? '1幅',
          alt: s.alt,
        }),
        mapType: [term('mapType', s.type)],
        technique: [term('technique', s.technique ?? 'shese')],
        support: [term('support', s.support ?? 'paper')],
        sizeImage: [size(Math.round(height / 16), Math.round(width / 16), '图廓')],
        orientation: [hans(s.orientation ?? '上北下南')],
        scale: [hans(s.scale ?? '未注比例')],
        depictedPlace: s.places.map((p) => ({ name: p.name, ...(p.modern ? { modern: p.modern } : {}) })),
      };
      const { type, ...look } = s.look;
      void type;
      yield {
        identifier: s.id,
        values,
        transcribe: true,
        pages: [
          {
            label: '全圖',
            kind: 'image',
            draw: {
              name: 'map',
              as: 'webp',
              quality: 72,
              spec: {
                width,
                height,
                seed: s.id,
                ...look,
                places: s.places,
                title: s.drawnTitle ?? s.title,
                seals: s.seals,
              },
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
