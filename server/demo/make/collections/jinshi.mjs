import { agent, core, hans, hant, size } from '../record.mjs';
import { term } from '../terms.mjs';
import { stones } from '../text/stones.mjs';
import { family } from '../text/stones-family.mjs';

export const collection = {
  key: 'jinshi',
  library: 'lanting',
  template: 'rubbing',
  categoryField: 'stoneType',
  name: { 'zh-CN': '越中金石', en: 'Stones of Yue' },
  description: {
    'zh-CN': '碑、志、造像、桥额、瓦当的旧拓，附释文，缺字以□存其位。',
    en: 'Rubbings of steles, epitaphs, bridge plaques and roof tiles, with transcriptions.',
  },
  featured: ['LT-JS-0001', 'LT-JS-0004', 'LT-JS-0009', 'LT-JS-0012'],
  *works() {
    for (const s of [...stones, ...family]) {
      const [w, h] = s.size;
      const values = {
        ...core({
          ...s,
          callNo: `拓 ${s.id.slice(-4)}`,
          location: '金石室',
          agency: '兰亭市图书馆',
          rules: 'WW/T 0093-2018',
          extent: s.extent ?? (s.unseen ? '1石' : '1张'),
          date: s.erected,
        }),
        stoneType: [term('stoneType', s.type)],
        ...(s.head ? { stoneTitle: [{ text: s.head.join(''), what: '額題' }] } : {}),
        ...(s.agents ? { stoneAgent: s.agents.map((a) => agent(...a)) } : {}),
        erected: [s.erected],
        ...(s.findspot ? { findspot: [s.findspot] } : {}),
        ...(s.stands ? { stoneLocation: [s.stands] } : {}),
        ...(s.rubbed ? { rubbed: [s.rubbed] } : {}),
        ...(s.unseen ? {} : { technique: [term('technique', s.technique ?? 'wujin')] }),
        script: [term('script', s.script ?? 'kai')],
        layout: [
          {
            columns: s.lines.length,
            chars: Math.max(...s.lines.map((l) => [...l].length)),
            text: `${s.lines.length}行，满行${Math.max(...s.lines.map((l) => [...l].length))}字`,
          },
        ],
        ...(s.unseen ? {} : { sizeSheet: [size(Math.round(h / 14), Math.round(w / 14), '拓纸')] }),
        ...(s.marks ? { seal: s.marks } : {}),
        sizeStone: [size(Math.round((h - 180) / 14), Math.round((w - 180) / 14), '石面')],
        loss: [
          hans(
            s.loss ??
              (s.lines.join('').includes('□')
                ? `泐${[...s.lines.join('')].filter((c) => c === '□').length}字`
                : '完好'),
          ),
        ],
        ...(s.cited ? { cited: s.cited.map(hans) } : {}),
      };
      void hant;
      const spec = {
        width: w,
        height: h,
        seed: s.id,
        shape: s.shape ?? 'rect',
        lines: s.lines,
        ...(s.head ? { head: s.head } : {}),
        ...s.look,
        seals: s.seals ?? [],
      };
      yield {
        identifier: s.id,
        values,
        transcribe: !s.unseen,
        ganzhiYear: s.year,
        sealOwners: { 越中金石: { owner: '兰亭市图书馆' }, 蘭亭: { owner: '兰亭市图书馆' } },
        // Of the stone itself there is no picture: it is known by its impressions.
        pages: s.unseen
          ? []
          : [{ label: '整紙', kind: 'image', draw: { name: 'rubbing', spec, as: 'webp', quality: 48 } }],
        ...(s.links ? { links: s.links } : {}),
        ...(s.visibility ? { visibility: s.visibility } : {}),
        publishedOffsetDays: s.days,
      };
    }
  },
};
