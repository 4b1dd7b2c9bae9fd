import { fold } from './fold.js';
import { chineseNumber, numberKey } from './natural.js';
import { readText } from './pinyin.js';
import { STROKES } from './stroke.table.js';
import { readUnits } from './units.js';

export type SortOrder = 'pinyin' | 'stroke';

interface Stroke {
  count: number;
  rank: number;
}

let strokes: Map<string, Stroke> | null = null;

function strokeTable(): Map<string, Stroke> {
  if (strokes) return strokes;
  strokes = new Map();
  let count = 0;
  let rank = 0;
  for (const [token] of STROKES.replaceAll('\n', '').matchAll(/\d+|[^\d\s]/gu)) {
    if (/^\d/.test(token)) count = Number(token);
    else strokes.set(token, { count, rank: rank++ });
  }
  return strokes;
}

/** Strokes of a character as simplified today; null for characters that the table does not rank. */
export function strokeCount(char: string): number | null {
  return strokeTable().get(fold(char))?.count ?? null;
}

/** Long titles tie beyond this; the id decides then. */
const LONGEST = 24;

function strokeKey(char: string): string {
  const known = strokeTable().get(char);
  if (known) return String(known.count).padStart(2, '0') + known.rank.toString(36).padStart(4, '0');
  return `99${(char.codePointAt(0) as number).toString(36).padStart(4, '0')}`;
}

/**
 * A key whose byte order is the order of a Chinese catalogue: numbers, letters, then characters by pinyin and tone (or by strokes),
 * one character after the other. Any database sorts it with COLLATE "C"; no ICU is asked.
 * Signs before and between words do not count; 第十二 comes after 第二.
 */
export function sortKey(text: string, order: SortOrder = 'pinyin', options: { name?: boolean } = {}): string {
  const units = readUnits(text).filter((unit) => unit.kind !== 'gap');
  const chars = units.filter((unit) => unit.kind === 'char').map((unit) => unit.exact);
  const read = order === 'pinyin' ? readText(chars.join(''), options) : [];
  const out: string[] = [];
  let charAt = 0;
  for (let at = 0; at < units.length && out.length < LONGEST; at++) {
    const unit = units[at] as (typeof units)[number];
    if (unit.kind === 'word') {
      out.push(`${unit.folded.replace(/\d+/g, (digits) => numberKey(digits))} `);
      continue;
    }
    const reading = read[charAt++];
    const strokeKeyOf = strokeKey(unit.folded);
    out.push(order === 'pinyin' ? `~${reading ?? '~'}${strokeKeyOf}` : `~${strokeKeyOf}`);
    if (!'第卷'.includes(unit.folded)) continue;
    let numeral = '';
    while (units[at + 1]?.kind === 'char' && chineseNumber(numeral + (units[at + 1]?.folded ?? '')) !== null) {
      numeral += units[++at]?.folded;
      charAt += 1;
    }
    const value = numeral === '' ? null : chineseNumber(numeral);
    if (value !== null) out.push(`${numberKey(value)} `);
  }
  return out.join('');
}

/** The letter under which a text stands in an A–Z list, # for what has none. */
export function indexLetter(text: string, options: { name?: boolean } = {}): string {
  const first = /^~?([a-z])/.exec(sortKey(text.slice(0, 16), 'pinyin', options));
  return first ? (first[1] as string).toUpperCase() : '#';
}
