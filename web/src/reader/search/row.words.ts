import type { RowView } from '../../../../server/contract/reader.js';
import { asksValue, asksYears, groupsOf, isEmptyRow, type RowUnit } from '../../../../server/contract/search.rows.js';

type Translate = (key: string, given?: Record<string, unknown>) => string;

/** A piece of the sentence: how rows are joined stands out, and so does what was asked for. */
export interface Words {
  text: string;
  is?: 'join' | 'value';
}

const gap = '\u0000';

/** Years before our era have no zero: −220 is 221 BC. */
const yearName = (year: number, t: Translate): string =>
  year > 0 ? String(year) : t('years.before', { year: 1 - year });

/** 1765–1775, 1900 and later. */
export function yearsName({ from, to }: { from: number | null; to: number | null }, t: Translate): string {
  if (from === null) return to === null ? '' : t('advanced.years.upto', { year: yearName(to, t) });
  if (to === null) return t('advanced.years.from', { year: yearName(from, t) });
  if (from === to) return t('advanced.years.one', { year: yearName(from, t) });
  return t('advanced.years.span', { from: yearName(from, t), to: yearName(to, t) });
}

/** 刻本、抄本或活字印本. */
const oneOf = (names: readonly string[], t: Translate): Words[] =>
  names.flatMap((text, at): Words[] => {
    const last = at === names.length - 1;
    const before = at === 0 ? [] : [{ text: t(last ? 'advanced.join.value' : 'advanced.join.values') }];
    return [...before, { text, is: 'value' }];
  });

/** 题名里有“詩”. */
export function rowSaid(row: RowView, t: Translate): Words[] {
  const { field, is, label, value, years } = row;
  if (!asksValue(is)) return [{ text: t(`advanced.said.${is}`, { field: label }) }];
  if (is === 'any') {
    const names = [...(row.picked ?? []).map((one) => one.label), ...(row.absent ?? [])];
    const [before = '', after = ''] = t('advanced.said.any', { field: label, value: gap }).split(gap);
    return [{ text: before }, ...oneOf(names, t), { text: after }].filter(({ text }) => text !== '');
  }
  const dates = [value, row.until].filter(Boolean).join('–');
  const said = asksYears(is) ? (years ? yearsName(years, t) : dates) : value;
  const key = asksYears(is) ? 'dated' : field === 'any' ? 'anywhere' : is;
  const [before = '', after = ''] = t(`advanced.said.${key}`, { field: label, value: gap }).split(gap);
  return [{ text: before }, { text: said, is: 'value' as const }, { text: after }].filter(({ text }) => text !== '');
}

export const plainly = (words: readonly Words[]): string => words.map(({ text }) => text).join('');

/** Said of several things together, or of one. */
interface Said {
  words: Words[];
  many: boolean;
}

const asks = (row: RowView): boolean => !row.trouble && !isEmptyRow(row);

function closed({ words, many }: Said, t: Translate): Words[] {
  return many ? [{ text: t('advanced.join.open') }, ...words, { text: t('advanced.join.close') }] : words;
}

/** Several that are joined; each of them in brackets where it is several. */
function joined(parts: readonly Said[], by: 'and' | 'or', t: Translate): Said | null {
  const [only] = parts;
  if (parts.length < 2) return only ?? null;
  const join: Words = { text: t(`advanced.join.${by}`), is: 'join' };
  return { words: parts.flatMap((part, at) => [...(at > 0 ? [join] : []), ...closed(part, t)]), many: true };
}

/** A row, or a bracket of rows; null where nothing is asked. */
function unitOf({ alternatives }: RowUnit, rows: readonly RowView[], t: Translate): Said | null {
  const parts = alternatives.flatMap((some) => {
    const asking = some.map((at) => rows[at]!).filter(asks);
    return (
      joined(
        asking.map((row) => ({ words: rowSaid(row, t), many: false })),
        'or',
        t,
      ) ?? []
    );
  });
  return joined(parts, 'and', t);
}

export const unitSaid = (unit: RowUnit, rows: readonly RowView[], t: Translate): Words[] =>
  closed(unitOf(unit, rows, t) ?? { words: [], many: false }, t);

interface GroupSaid extends Said {
  refused: boolean;
  /** Places of its rows. */
  rows: number[];
}

/** What narrows one after the other: those that ask nothing are left out. */
export const groupsSaid = (rows: readonly RowView[], t: Translate): GroupSaid[] =>
  groupsOf(rows).flatMap(({ refused, units }) => {
    const places = units.flatMap((unit) => unit.rows);
    const asking = places.map((at) => rows[at]!).filter(asks);
    // What must not be blank is given.
    const turned = refused && asking.length === 1 ? turnedOf(asking[0]!) : null;
    if (turned) return [{ words: rowSaid(turned, t), many: false, refused: false, rows: places }];
    const parts = units.flatMap((unit) => unitOf(unit, rows, t) ?? []);
    const said = joined(parts, 'or', t);
    return said ? [{ ...said, refused, rows: places }] : [];
  });

/** The same row where it is refused, for those that are said as easily the other way round. */
function turnedOf(row: RowView): RowView | null {
  if (row.is === 'blank') return { ...row, is: 'filled' };
  return row.is === 'filled' ? { ...row, is: 'blank' } : null;
}

/** All rows as one sentence. */
export function rowsSaid(rows: readonly RowView[], t: Translate): Words[] {
  const out: Words[] = [];
  const groups = groupsSaid(rows, t);
  for (const said of groups) {
    if (out.length > 0) out.push({ text: t(said.refused ? 'advanced.join.not' : 'advanced.join.and'), is: 'join' });
    else if (said.refused) out.push({ text: t('advanced.join.none'), is: 'join' });
    out.push(...(groups.length > 1 || said.refused ? closed(said, t) : said.words));
  }
  return out;
}
