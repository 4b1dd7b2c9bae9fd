import type { AuthorityKind } from '../../../../server/contract/api/authority.routes.js';

/** A table to begin from: real rows, in the headings that the reader of tables knows, in the language of the asker. */
const samples: Record<AuthorityKind, Record<'zh' | 'en', string[][]>> = {
  term: {
    zh: [
      ['代码', '名称', '英文名称', '上位', '别称', '起年', '止年', '说明'],
      ['yangwen', '阳文', 'Relief', '', '朱文', '', '', '印面文字凸起，钤出为朱字。'],
      ['yinwen', '阴文', 'Intaglio', '', '白文', '', '', '印面文字凹下，钤出为白字。'],
      ['manbaiwen', '满白文', 'Full intaglio', 'yinwen', '', '', '', ''],
    ],
    en: [
      ['code', 'name:zh-CN', 'name:en', 'parent', 'variants', 'from', 'to', 'note:en'],
      ['relief', '阳文', 'Relief', '', '朱文', '', '', 'Characters stand out and print red.'],
      ['intaglio', '阴文', 'Intaglio', '', '白文', '', '', 'Characters are cut in and print white.'],
      ['full-intaglio', '满白文', 'Full intaglio', 'intaglio', '', '', '', ''],
    ],
  },
  agent: {
    zh: [
      ['名称', '英文名称', '类别', '朝代', '生年', '卒年', '字', '号', '标识:viaf'],
      ['紀昀', 'Ji Yun', '人物', '清', '1724', '1805', '曉嵐', '石雲', ''],
      ['掃葉山房', '', '机构', '清', '', '', '', '', ''],
    ],
    en: [
      [
        'name:zh-CN',
        'name:en',
        'kind',
        'dynasty',
        'birth',
        'death',
        'variant:courtesy',
        'variant:art',
        'external:viaf',
      ],
      ['紀昀', 'Ji Yun', 'person', '清', '1724', '1805', '曉嵐', '石雲', ''],
      ['掃葉山房', '', 'body', '清', '', '', '', '', ''],
    ],
  },
  place: {
    zh: [
      ['名称', '英文名称', '今地名', '纬度', '经度', '别称'],
      ['錢塘', 'Qiantang', '杭州', '30.25', '120.17', '錢唐'],
      ['山陰', 'Shanyin', '绍兴', '30.00', '120.58', ''],
    ],
    en: [
      ['name:zh-CN', 'name:en', 'modern:zh-CN', 'latitude', 'longitude', 'variants'],
      ['錢塘', 'Qiantang', '杭州', '30.25', '120.17', '錢唐'],
      ['山陰', 'Shanyin', '绍兴', '30.00', '120.58', ''],
    ],
  },
};

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** With a mark at the beginning, by which spreadsheets know its encoding. */
export function sampleTable(kind: AuthorityKind, english: boolean): string {
  const rows = samples[kind][english ? 'en' : 'zh'];
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** The headings of that table: what a table may call its columns. */
export const sampleHeads = (kind: AuthorityKind, english: boolean): string[] =>
  samples[kind][english ? 'en' : 'zh'][0]!;
