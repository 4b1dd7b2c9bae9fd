import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import { variantKinds } from '../../../contract/api/authority.routes.js';
import type { LocalizedText } from '../../../contract/localized.js';
import { joinNames, splitNames } from './csv.js';
import type { AgentRecord, PlaceRecord, Records, TermRecord, Wrong } from './records.js';
import { nameTable } from '../../../contract/name.table.js';

/** A column of a table: how a record stands in it, and what a cell makes of a record. */
export interface Column<R> {
  head: string;
  zh?: string;
  write(record: R): string;
  read(cell: string, into: R, wrong: Wrong): void;
}

type Localized<R> = (record: R) => LocalizedText;
export const longestName = 300;
const longestVariant = 200;
const mostVariants = 200;
const tag = /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/;

const localized = <R>(key: string, zh: string, part: Localized<R>, longest: number) => ({
  key,
  zh,
  part,
  column: (language: string): Column<R> => ({
    head: `${key}:${language}`,
    ...(language === 'zh-CN' ? { zh } : language === 'en' ? { zh: `英文${zh}` } : {}),
    write: (record) => part(record)[language] ?? '',
    read(cell, into, wrong) {
      if (cell.length > longest) wrong('too-long', cell);
      if (cell === '') delete part(into)[language];
      else part(into)[language] = cell;
    },
  }),
});

/** Further names of one sort: a kind (字, 号), a language, or of no sort. */
function names<R extends { variants: string[] }>(
  head: string,
  zh: string | undefined,
  sorts: (record: R) => Record<string, string>,
  sort?: string,
): Column<R> {
  const own = (record: R) => record.variants.filter((name) => sorts(record)[name] === sort);
  return {
    head,
    ...(zh ? { zh } : {}),
    write: (record) => joinNames(own(record)),
    read(cell, into, wrong) {
      const given = splitNames(cell);
      if (given.length > mostVariants) wrong('too-many-names', String(given.length));
      for (const name of given) if (name.length > longestVariant) wrong('too-long', name);
      const before = own(into);
      // Names that stayed keep their places among the others.
      if (JSON.stringify(before) === JSON.stringify(given)) return;
      const at = before.length > 0 ? into.variants.indexOf(before[0]!) : into.variants.length;
      const head = into.variants.slice(0, at).filter((name) => !given.includes(name));
      const tail = into.variants.slice(at).filter((name) => !before.includes(name) && !given.includes(name));
      into.variants = [...head, ...given, ...tail];
      for (const name of before) delete sorts(into)[name];
      for (const name of given) {
        if (sort === undefined) delete sorts(into)[name];
        else sorts(into)[name] = sort;
      }
    },
  };
}

const external = <R extends { external: Record<string, string> }>(key: string): Column<R> => ({
  head: `external:${key}`,
  zh: `标识:${key}`,
  write: (record) => record.external[key] ?? '',
  read(cell, into, wrong) {
    if (key.length > 40 || cell.length > 500) wrong('too-long', cell);
    if (cell === '') delete into.external[key];
    else into.external[key] = cell;
  },
});

type Numeric<R> = { [K in keyof R]: R[K] extends number | null ? K : never }[keyof R];

function number<R>(head: string, zh: string, property: Numeric<R>, right: (text: string) => boolean): Column<R> {
  const code = head === 'latitude' || head === 'longitude' ? 'bad-coordinate' : 'bad-year';
  return {
    head,
    zh,
    write: (record) => String(record[property] ?? ''),
    read(cell, into, wrong) {
      if (cell !== '' && !right(cell)) return wrong(code, cell);
      Object.assign(into as object, { [property]: cell === '' ? null : Number(cell) });
    },
  };
}
const year = (text: string) => /^-?\d{1,4}$/.test(text);
const within = (most: number) => (text: string) => /^-?\d{1,3}(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= most;

const kindNames = { person: '人物', family: '家族', body: '机构' } as const;
const agentKind: Column<AgentRecord> = {
  head: 'kind',
  zh: '类别',
  write: ({ kind }) => kind,
  read(cell, into, wrong) {
    const kind = (['person', 'family', 'body'] as const).find((one) => one === cell || kindNames[one] === cell);
    if (kind) into.kind = kind;
    else if (cell !== '') wrong('bad-kind', cell);
  },
};
const dynasty: Column<AgentRecord> = {
  head: 'dynasty',
  zh: '朝代',
  write: (record) => record.dynasty ?? '',
  read(cell, into, wrong) {
    if (cell.length > 40) wrong('too-long', cell);
    into.dynasty = cell || null;
  },
};
const parent = <R extends { parent: string | null }>(zh: string): Column<R> => ({
  head: 'parent',
  zh,
  write: (record) => record.parent ?? '',
  read: (cell, into) => void (into.parent = cell || null),
});

const kindHeads: Record<(typeof variantKinds)[number], string> = {
  courtesy: '字',
  art: '号',
  studio: '室名',
  pen: '笔名',
  religious: '法号',
  posthumous: '谥号',
  taboo: '避讳写法',
  former: '旧称',
  short: '简称',
  foreign: '外文名',
};

interface Layout<R> {
  fixed: Column<R>[];
  localized: ReturnType<typeof localized<R>>[];
  /** Further names by this: kinds that are known, or languages. */
  sorts: (record: R) => Record<string, string>;
  kinds: boolean;
}

const layouts: { [K in AuthorityKind]: Layout<Records[K]> } = {
  term: {
    fixed: [
      parent<TermRecord>('上位'),
      number<TermRecord>('from', '起年', 'fromYear', year),
      number<TermRecord>('to', '止年', 'toYear', year),
    ],
    localized: [
      localized<TermRecord>('name', '名称', (record) => record.label, longestName),
      localized<TermRecord>('note', '说明', (record) => record.note, 20_000),
    ],
    sorts: (record) => record.variantLangs,
    kinds: false,
  },
  agent: {
    fixed: [
      agentKind,
      dynasty,
      number<AgentRecord>('birth', '生年', 'birthYear', year),
      number<AgentRecord>('death', '卒年', 'deathYear', year),
    ],
    localized: [
      localized<AgentRecord>('name', '名称', (record) => record.name, longestName),
      localized<AgentRecord>('note', '说明', (record) => record.note, 20_000),
    ],
    sorts: (record) => record.variantKinds,
    kinds: true,
  },
  place: {
    fixed: [
      parent<PlaceRecord>('上级'),
      number<PlaceRecord>('latitude', '纬度', 'latitude', within(90)),
      number<PlaceRecord>('longitude', '经度', 'longitude', within(180)),
    ],
    localized: [
      localized<PlaceRecord>('name', '名称', (record) => record.name, longestName),
      localized<PlaceRecord>('modern', '今地名', (record) => record.modernName, longestName),
    ],
    sorts: (record) => record.variantKinds,
    kinds: true,
  },
};

const others = nameTable<string>({
  姓名: 'name:zh-CN',
  地名: 'name:zh-CN',
  英文名: 'name:en',
  上位词: 'parent',
  上级地点: 'parent',
  别名: 'variants',
});
/** Languages whose tag alone is a heading: the name in that language. */
const plainTags = new Set(['zh', 'zh-CN', 'zh-TW', 'zh-Hans', 'zh-Hant', 'en', 'ja', 'ko']);
export const idHeads: Record<AuthorityKind, { head: string; zh: string }> = {
  term: { head: 'code', zh: '代码' },
  agent: { head: 'id', zh: '编号' },
  place: { head: 'id', zh: '编号' },
};

/** The column that a heading means, in either language; undefined where we know of none. */
export function columnOf<K extends AuthorityKind>(kind: K, given: string): Column<Records[K]> | undefined {
  const head = others[given] ?? (plainTags.has(given) ? `name:${given}` : given.replace('：', ':'));
  const layout: Layout<Records[K]> = layouts[kind];
  for (const part of layout.localized)
    for (const language of ['zh-CN', 'en']) {
      const column = part.column(language);
      if (column.zh === head) return column;
    }
  const [first, rest] = head.split(/:(.*)/s, 2) as [string, string | undefined];
  if (rest !== undefined) {
    const part = layout.localized.find(({ key }) => key === first);
    if (part) return tag.test(rest) ? part.column(rest) : undefined;
    if (first === 'external' || first === '标识') return rest === '' ? undefined : external(rest.trim());
    if (first === 'variants' && !layout.kinds && tag.test(rest)) return names(head, undefined, layout.sorts, rest);
  }
  const fixed = [...layout.fixed, ...nameColumns(layout)];
  return fixed.find((column) => column.head === head || column.zh === head);
}

const nameColumns = <R extends { variants: string[] }>({ sorts, kinds }: Layout<R>): Column<R>[] => [
  names('variants', '别称', sorts),
  ...(kinds ? variantKinds.map((kind) => names(`variant:${kind}`, kindHeads[kind], sorts, kind)) : []),
];

/** All columns that these records need: none of what they say is left out. */
export function columnsFor<K extends AuthorityKind>(kind: K, records: readonly Records[K][]): Column<Records[K]>[] {
  const layout: Layout<Records[K]> = layouts[kind];
  const keys = (part: (record: Records[K]) => object, first: string[] = []) => [
    ...new Set([...first, ...records.flatMap((record) => Object.keys(part(record))).sort()]),
  ];
  const [name, more] = layout.localized.map(({ part, column }) => keys(part, ['zh-CN', 'en']).map(column));
  const languages = layout.kinds
    ? []
    : [...new Set(records.flatMap((record) => Object.values(layout.sorts(record))))].sort();
  return [
    ...name!,
    ...layout.fixed,
    ...nameColumns(layout),
    ...languages.map((language) => names<Records[K]>(`variants:${language}`, undefined, layout.sorts, language)),
    ...more!,
    ...keys((record) => record.external).map((key) => external<Records[K]>(key)),
  ];
}
