import type { FieldDefinition } from '../../contract/collection.js';
import type { FieldType } from '../../contract/plugin.js';
import type { SearchRow } from '../../contract/search.rows.js';
import type { Json } from '../../contract/values.js';
import { yearsOf } from './document.years.js';

export interface YearSpan {
  from: number | null;
  to: number | null;
}

/** How a date is read: by the type of the collection's own field, else as anywhere. */
export interface DateReader {
  type: FieldType;
  options: Record<string, Json>;
}

export function anyDate(type: FieldType | undefined): DateReader | null {
  const options = type?.options.safeParse({});
  return type && options?.success ? { type, options: options.data } : null;
}

export const isDated = (field: FieldDefinition | null | undefined): field is FieldDefinition => field?.type === 'date';

/** The years of one date in any writing; null where it is none, or may be several. */
function yearsIn(text: string, { type, options }: DateReader): { from: number; to: number } | null {
  const read = type.read?.(text, options);
  if (read === undefined) return null;
  const value = type.normalise?.(read, options) ?? read;
  const [years] = yearsOf(type.index(value, options));
  return years ?? null;
}

const numerals = new Set('元0123456789〇零一二三四五六七八九十百廿卅');
const countsYears = (text: string): boolean => numerals.has(text.trim().charAt(0));

/** 乾隆三十年 … 四十年: the second is of the reign that the first names. */
function reignOf(text: string): string {
  let end = text.search(/[年載载]/u);
  while (end > 0 && numerals.has(text.charAt(end - 1))) end -= 1;
  return end > 0 ? text.slice(0, end) : '';
}

/** What a row's dates mean as years: the whole of what each of them names. */
export function spanOf(
  { is, value, until }: Pick<SearchRow, 'is' | 'value' | 'until'>,
  by: DateReader,
): YearSpan | null {
  const first = value === '' ? null : yearsIn(value, by);
  if (value !== '' && !first) return null;
  if (is === 'from') return first && { from: first.from, to: null };
  if (is === 'upto') return first && { from: null, to: first.to };
  if (until === '') return first;
  const reign = countsYears(until) ? reignOf(value) : '';
  const last = (reign === '' ? null : yearsIn(reign + until, by)) ?? yearsIn(until, by);
  if (!last) return null;
  if (!first) return { from: null, to: last.to };
  return { from: Math.min(first.from, last.from), to: Math.max(first.to, last.to) };
}
