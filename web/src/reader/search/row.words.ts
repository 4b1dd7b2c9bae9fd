import type { RowView } from '../../../../server/contract/reader.js';
import { asksValue, asksYears, bracketsOf, isEmptyRow } from '../../../../server/contract/search.rows.js';

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

/** All rows as one sentence; those that ask nothing are left out. */
export function rowsSaid(rows: readonly RowView[], t: Translate): Words[] {
  const out: Words[] = [];
  const brackets = bracketsOf(rows)
    .map((bracket) => ({
      refused: rows[bracket[0]!]!.op === 'not',
      asking: bracket.map((at) => rows[at]!).filter((row) => !row.trouble && !isEmptyRow(row)),
    }))
    .filter(({ asking }) => asking.length > 0);
  for (const { refused, asking } of brackets) {
    if (out.length > 0) out.push({ text: t(refused ? 'advanced.join.not' : 'advanced.join.and'), is: 'join' });
    else if (refused) out.push({ text: t('advanced.join.none'), is: 'join' });
    const closed = asking.length > 1 && (brackets.length > 1 || refused);
    if (closed) out.push({ text: t('advanced.join.open') });
    asking.forEach((row, at) => {
      if (at > 0) out.push({ text: t('advanced.join.or'), is: 'join' });
      out.push(...rowSaid(row, t));
    });
    if (closed) out.push({ text: t('advanced.join.close') });
  }
  return out;
}
