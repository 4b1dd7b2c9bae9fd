import { z } from 'zod';
import { FieldId } from './collection.js';
import type { Json } from './values.js';
import { isWhole } from './whole.text.js';

/** By what the values of a field are sorted. */
export const listOrders = ['pinyin', 'stroke', 'natural', 'number'] as const;
export type ListOrder = (typeof listOrders)[number];

const text = () => z.string().refine(isWhole, 'characters');
const bound = text().trim().min(1).max(60);
const conditions = {
  /** One of these values, in whatever script they are written. */
  is: z.strictObject({ field: FieldId, is: z.array(text().min(1).max(300)).min(1).max(20) }),
  /** Within a span of dates or numbers, as somebody would write them: 1900, 康熙元年, 24.5. */
  range: z.strictObject({ field: FieldId, from: bound.optional(), to: bound.optional() }),
  /** Nothing at all is said there, or something is. */
  blank: z.strictObject({ field: FieldId, blank: z.boolean() }),
  words: z.strictObject({ field: FieldId, words: text().trim().min(1).max(200) }),
};
const range = conditions.range.refine(({ from, to }) => from !== undefined || to !== undefined, 'open on both sides');

/** One condition on one field. All of a list's must be met. */
export const ListCondition = z.union([conditions.is, range, conditions.blank, conditions.words]);
export type ListCondition = z.infer<typeof ListCondition>;

export const mostConditions = 12;
export const longestFilter = 6000;
export const ListFilter = z.array(ListCondition).max(mostConditions);

/** The filter as it stands in an address; null for what is none. */
export function readFilter(text: string | undefined): ListCondition[] | null {
  if (!text) return [];
  try {
    const parsed = ListFilter.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const ranges: ReadonlyMap<string, 'days' | 'number'> = new Map([
  ['date', 'days'],
  ['number', 'number'],
  ['measurement', 'number'],
]);

interface Part {
  type: string;
  options?: Json;
  vocabulary?: string;
}

/** What spans of a field are spans of, and the type that reads their ends: its own, or that of a part it is made of. */
export function rangeOf(field: {
  type: string;
  options: Record<string, Json>;
}): { kind: 'days' | 'number'; type: string; options: Json } | null {
  const parts = Array.isArray(field.options['parts']) ? (field.options['parts'] as unknown as Part[]) : [];
  const own = ranges.get(field.type);
  if (own) return { kind: own, type: field.type, options: field.options };
  // Of a compound only its date is told apart in the projection; of its numbers nobody knows which.
  const dated = parts.find(({ type }) => ranges.get(type) === 'days');
  return dated ? { kind: 'days', type: dated.type, options: dated.options ?? {} } : null;
}

/** The order that suits a field when nobody chose one. */
export function usualOrder(field: {
  type: string;
  core?: string | undefined;
  options: Record<string, Json>;
}): ListOrder {
  if (field.core === 'identifier' || field.type === 'identifier') return 'natural';
  return ranges.get(field.type) ? 'number' : 'pinyin';
}
