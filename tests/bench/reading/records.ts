import { isPid } from '../../../server/contract/pid.js';
import type { CollectionSchema } from '../../../server/contract/collection.js';
import type { Json, StoredValue, Values } from '../../../server/contract/values.js';
import { among, from, type Lexicon, numbers, type Pick, seed, whole, Zipf } from './words.js';

export interface Name {
  pid: string;
  name: string;
  variants: string[];
  dynasty: string;
}

/** A term with those above it, the nearest first, as values keep it. */
export interface TermOf {
  code: string;
  label: Record<string, string>;
  path: { code: string; label: Record<string, string> }[];
}

export interface World {
  lexicon: Lexicon;
  agents: Name[];
  places: Name[];
  subjects: string[];
  /** Terms by vocabulary. */
  terms: Map<string, TermOf[]>;
}

export interface BenchRecord {
  pid: string;
  title: string;
  identifier: string;
  values: Values;
  /** Text by page; most items have none. */
  pages: { pid: string; text: string }[];
}

const alphabet = '0123456789bcdfghjkmnpqrstvwxz';

/** A public id that is the same each time; two records never share one, since it has the number in it. */
export function pidOf(kind: number, at: number): string {
  let left = at;
  let body = '';
  for (let place = 0; place < 6; place++) {
    body = alphabet[left % alphabet.length]! + body;
    left = Math.floor(left / alphabet.length);
  }
  body = alphabet[kind]! + alphabet[(kind * 7 + 3) % alphabet.length]! + body;
  return body + [...alphabet].find((check) => isPid(body + check))!;
}

const kinds = { agent: 1, place: 2, item: 3, page: 4, file: 5 } as const;
export const filePid = (at: number) => pidOf(kinds.file, at);
const dynasties = ['唐', '宋', '元', '明', '清'];
const roles = ['撰', '輯', '注', '校', '刻'];

/** People and places grow with the shelves, but more slowly. */
export function worldOf(lexicon: Lexicon, items: number, terms: Map<string, TermOf[]>): World {
  const pick = numbers(seed + 1);
  const { characters } = lexicon;
  const surnames = characters.slice(200, 320);
  const given = (length: number) => Array.from({ length }, () => among(pick, characters)).join('');
  const agents = Array.from({ length: Math.max(300, Math.round(items / 25)) }, (_, at) => ({
    pid: pidOf(kinds.agent, at),
    name: among(pick, surnames) + given(from(pick, 1, 2)),
    variants: [given(2), `${given(2)}居士`],
    dynasty: among(pick, dynasties),
  }));
  const places = Array.from({ length: 400 }, (_, at) => ({
    pid: pidOf(kinds.place, at),
    name: given(2) + among(pick, ['縣', '府', '州']),
    variants: [],
    dynasty: '',
  }));
  const subjects = [...new Set(Array.from({ length: 2000 }, () => lexicon.phrase(pick, from(pick, 1, 2))))];
  return { lexicon, agents, places, subjects, terms };
}

/** Julian day number of the first of January. */
const firstDay = (year: number): number =>
  365 * (year + 4799) +
  Math.floor((year + 4799) / 4) -
  Math.floor((year + 4799) / 100) +
  Math.floor((year + 4799) / 400) -
  31738;

/** As the date field keeps what it has read: a year, and the days it covers. */
function dateOf(year: number): Json {
  const raw = year >= 1912 && year < 1949 ? `民國${year - 1911}年` : String(year);
  return { raw, edtf: String(year), days: [firstDay(year), firstDay(year + 1) - 1] };
}

const often = { agents: new Map<number, Zipf>(), subjects: new Map<number, Zipf>() };
const zipf = (kept: Map<number, Zipf>, many: number): Zipf => {
  const known = kept.get(many) ?? new Zipf(many, 0.8);
  kept.set(many, known);
  return known;
};

type Maker = (pick: Pick, world: World) => Json;

const text =
  (least: number, most: number): Maker =>
  (pick, { lexicon }) => ({ text: lexicon.text(pick, from(pick, least, most)), lang: 'zh-Hant' });

/** Every second person is known to the authorities, the others are as they were written. */
const agent: Maker = (pick, { agents }): Json => {
  const at = zipf(often.agents, agents.length).of(pick);
  const { pid, name, dynasty } = agents[at]!;
  const written = { name, dynasty, role: among(pick, roles) };
  return { ...written, ...(at % 2 === 0 ? { ref: pid, heading: { 'zh-Hant': name } } : {}) };
};

const place: Maker = (pick, { places }) => {
  const { pid, name } = places[Math.floor(pick(1) * pick(1) * places.length)]!;
  return { name, ref: pid, heading: { 'zh-Hant': name } };
};

const term =
  (vocabulary: string): Maker =>
  (pick, { terms }) => {
    const list = terms.get(vocabulary) ?? [];
    const { code, label, path } = list[Math.floor(pick(1) * pick(1) * list.length)]!;
    return { code, label, ...(path.length > 0 ? { path } : {}) };
  };

const subject: Maker = (pick, { subjects }) => ({
  label: { 'zh-CN': subjects[zipf(often.subjects, subjects.length).of(pick)]! },
});

/** How many values a field has, and what they are. What a collection's schema does not have is left out. */
const recipes: Record<string, [least: number, most: number, make: Maker]> = {
  altTitle: [0, 2, (pick, { lexicon }) => ({ value: { text: lexicon.phrase(pick, 3), lang: 'zh-Hant' } })],
  agent: [2, 4, agent],
  sender: [1, 2, agent],
  recipient: [1, 2, agent],
  place: [2, 3, place],
  sentFrom: [1, 1, place],
  publisher: [1, 1, agent],
  date: [1, 2, (pick) => dateOf(from(pick, 1500, 1948))],
  signedDate: [1, 1, (pick) => dateOf(from(pick, 1820, 1948))],
  // The search box passes over it, as over all that says how much there is: no words that are looked for.
  extent: [1, 1, (pick) => ({ text: `${from(pick, 1, 24)}册`, lang: 'zh-Hant' })],
  edition: [1, 1, text(8, 20)],
  incipit: [1, 1, text(20, 40)],
  language: [1, 1, term('language')],
  siku: [1, 1, term('siku')],
  editionType: [1, 1, term('edition-type')],
  binding: [1, 1, term('binding')],
  subject: [2, 6, subject],
  mentions: [2, 6, subject],
  abstract: [2, 4, text(50, 90)],
  provenance: [1, 2, text(30, 60)],
  annotation: [0, 2, (pick, world) => ({ text: text(30, 70)(pick, world) })],
  callNo: [1, 1, (pick) => ({ number: { text: `善${whole(pick, 1e6)}` } })],
};

/** The same record for the same number, whatever was made before it. */
export function recordOf(world: World, schema: CollectionSchema, at: number): BenchRecord {
  const pick = numbers(seed ^ Math.imul(at + 1, 0x9e3779b1));
  const { lexicon } = world;
  const title = `${lexicon.phrase(pick, from(pick, 2, 4))}${among(pick, ['集', '志', '錄', '稿', '鈔', '札'])}`;
  const identifier = `bench-${at}`;
  const values: Values = {};
  for (const field of schema.fields) {
    if (field.removed) continue;
    if (field.core === 'title') values[field.id] = [{ value: { text: title, lang: 'zh-Hant' } }];
    else if (field.core === 'identifier') values[field.id] = [{ value: identifier }];
    else {
      const [least, most, make] = recipes[field.key] ?? [0, 0, null];
      const count = Math.min(from(pick, least, most), field.repeatable ? most : 1);
      const made = Array.from({ length: count }, (): StoredValue => ({ value: make!(pick, world) }));
      if (made.length > 0) values[field.id] = made;
    }
  }
  // Every tenth has been read: a few pages of it.
  const pages =
    at % 10 !== 0
      ? []
      : Array.from({ length: from(pick, 2, 6) }, (_, page) => ({
          pid: pidOf(kinds.page, at * 8 + page),
          text: lexicon.text(pick, from(pick, 200, 320)),
        }));
  return { pid: pidOf(kinds.item, at), title, identifier, values, pages };
}
