import { agent, core, hans, hant } from '../record.mjs';
import { letters } from '../text/letters.mjs';
import { term } from '../terms.mjs';

const STYLES = {
  red: { rule: 'red', columns: 8, chars: 17, paper: [242, 231, 204] },
  green: { rule: 'green', columns: 8, chars: 17, border: 'double', paper: [238, 232, 210] },
  bamboo: { rule: 'green', scale: 1.04, columns: 7, chars: 15, border: 'bamboo', paper: [236, 230, 206] },
  blue: { rule: 'blue', ink: [38, 52, 98], tilt: 0.07, scale: 0.94, columns: 9, chars: 18, paper: [240, 236, 222] },
  gold: { rule: 'gold', face: 'kai', tilt: 0.04, columns: 7, chars: 15, border: 'double', paper: [240, 222, 196] },
  plain: { rule: 'none', face: 'kai', tilt: 0.07, drift: 3.4, columns: 8, chars: 16, paper: [236, 222, 190] },
  rose: { rule: 'red', columns: 7, chars: 15, border: 'double', paper: [244, 220, 208] },
};

export const collection = {
  key: 'xinzha',
  library: 'zhijiang',
  template: 'letter',
  categoryField: 'sender',
  name: { 'zh-CN': '名人信札', en: 'Letters' },
  description: {
    'zh-CN': '清末至民国的书信与手稿，存笺纸、抬头与落款的原貌。',
    en: 'Letters and drafts of the late Qing and the Republic, on their own papers.',
  },
  featured: ['ZJ-XZ-0001', 'ZJ-XZ-0005', 'ZJ-XZ-0009'],
  *works() {
    for (const s of letters) {
      const sheet = { ...STYLES[s.sheet], ...s.look };
      const pages = s.pages.map((lines, i) => ({
        label: `第${'一二三四五'[i]}紙`,
        kind: 'text',
        draw: {
          name: 'letter',
          as: 'webp',
          quality: 54,
          spec: {
            width: 1180,
            height: 1560,
            seed: `${s.id}/${i}`,
            ...sheet,
            lines: lines.map((l) => (typeof l === 'string' ? { text: l } : l)),
            seals: i === s.pages.length - 1 ? s.seals : undefined,
            imprint: s.imprint,
          },
        },
      }));
      if (s.envelope)
        pages.push({
          label: '信封',
          kind: 'envelope',
          draw: { name: 'envelope', as: 'webp', quality: 54, spec: { seed: s.id, lines: s.envelope, stamp: s.stamp } },
        });
      const values = {
        ...core({
          ...s,
          lang: s.lang,
          agents: undefined,
          date: s.signed,
          callNo: `信 ${s.id.slice(-4)}`,
          location: '特藏部手稿库',
          agency: '之江大学图书馆',
          rules: 'WH/T 68-2014 参照',
          extent: `1通${s.pages.length}纸${s.envelope ? '，信封1' : ''}`,
        }),
        sender: [agent(s.from, '寄', s.fromEra)],
        ...(s.to ? { recipient: [agent(s.to, '收', s.toEra)] } : {}),
        ...(s.sentFrom ? { sentFrom: [s.sentFrom] } : {}),
        ...(s.sentTo ? { sentTo: [s.sentTo] } : {}),
        signedDate: [s.signed],
        refCode: [{ text: s.id }],
        incipit: [hant(s.incipit ?? (typeof s.pages[0][0] === 'string' ? s.pages[0][0] : s.pages[0][0].text))],
        ...(s.mentions ? { mentions: s.mentions.map(hant) } : {}),
        ...(s.envelope ? { enclosureNote: [hans('存原信封')] } : {}),
      };
      void term;
      yield {
        identifier: s.id,
        values,
        transcribe: true,
        pages,
        viewingDirection: 'right-to-left',
        sealOwners: s.owners,
        ...(s.links ? { links: s.links } : {}),
        ...(s.visibility ? { visibility: s.visibility } : {}),
        publishedOffsetDays: s.days,
      };
    }
  },
};
