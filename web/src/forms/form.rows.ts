import type { Json, StoredValue, Values } from '../../../server/contract/values.js';

/** A value while it is being typed: it may still be empty, and keeps its place on the screen when moved. */
export interface Row {
  key: number;
  value: Json | null;
  blank?: StoredValue['blank'];
  certainty?: StoredValue['certainty'];
  source?: string;
  asWritten?: string;
}

let lastKey = 0;

export function emptyRow(): Row {
  return { key: ++lastKey, value: null };
}

export function toRow(stored: StoredValue): Row {
  const { value, ...rest } = stored;
  return { ...rest, key: ++lastKey, value: value ?? null };
}

/** What an editor gives back when everything in it was deleted. */
export function isEmpty(value: Json | null | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(isEmpty);
  if (typeof value === 'object') return Object.values(value).every(isEmpty);
  return false;
}

/** The stored form of a row, or nothing when nothing was said. */
export function toStored(row: Row): StoredValue | undefined {
  const remarks: Partial<StoredValue> = {};
  if (row.certainty) remarks.certainty = row.certainty;
  if (row.source?.trim()) remarks.source = row.source.trim();
  if (row.asWritten?.trim()) remarks.asWritten = row.asWritten.trim();
  if (row.blank) return { blank: row.blank, ...remarks };
  if (!isEmpty(row.value)) return { value: row.value, ...remarks };
  // A remark without a heading is still something a person typed: it is kept, with the heading not known.
  return remarks.source || remarks.asWritten ? { blank: 'unknown', ...remarks } : undefined;
}

export function fromRows(rows: readonly Row[]): StoredValue[] {
  return rows.map(toStored).filter((stored) => stored !== undefined);
}

/** Rows for a stored list, keeping the rows on the screen where they already say the same. */
export function mergeRows(rows: readonly Row[], stored: readonly StoredValue[]): Row[] {
  if (JSON.stringify(fromRows(rows)) === JSON.stringify(stored)) return rows.length ? [...rows] : [emptyRow()];
  return stored.length ? stored.map(toRow) : [emptyRow()];
}

export function move<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  if (to < 0 || to >= next.length || from === to) return next;
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

/** The values with one field replaced; an empty list leaves no trace. */
export function withField(values: Values, field: string, stored: StoredValue[]): Values {
  const next = { ...values };
  if (stored.length) next[field] = stored;
  else delete next[field];
  return next;
}

/** Compares by content: the order of keys in JSON means nothing. */
export function sameValue(one: unknown, other: unknown): boolean {
  return stable(one) === stable(other);
}

function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join(',')}]`;
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => `${JSON.stringify(key)}:${stable(inner)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** The fields in which two versions of a record differ. */
export function changedFields(one: Values, other: Values): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(
    (field) => !sameValue(one[field] ?? [], other[field] ?? []),
  );
}
