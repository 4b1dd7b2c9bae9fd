import type { Json, StoredValue } from '../../../../server/contract/values.js';

/** Parts of stored values that are for machines: nobody compares them by eye. */
const silent = new Set([
  'ref',
  'code',
  'lang',
  'edtf',
  'days',
  'years',
  'dynastyCode',
  'alternatives',
  'chosen',
  'lat',
  'lon',
  'jdn',
  'item',
]);

function leaves(value: Json | undefined): string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(leaves);
  if (typeof value === 'object') {
    // A label in several languages is one label.
    const label = value['zh-CN'] ?? value['zh'] ?? value['zh-Hans'];
    if (typeof label === 'string') return [label];
    const found = Object.entries(value).flatMap(([key, inner]) => (silent.has(key) ? [] : leaves(inner)));
    return found.length ? found : Object.values(value).flatMap(leaves);
  }
  const text = String(value).trim();
  return text ? [text] : [];
}

/** A value as one line to read and compare, without knowing its type. */
export function valueText(
  stored: StoredValue,
  blank: (kind: string) => string,
  certainty: (kind: string) => string,
): string {
  const main = stored.blank ? blank(stored.blank) : leaves(stored.value as Json | undefined).join(' · ');
  const remarks = [
    stored.certainty && stored.certainty !== 'certain' ? certainty(stored.certainty) : '',
    stored.asWritten ? `「${stored.asWritten}」` : '',
    stored.source ?? '',
  ].filter(Boolean);
  return remarks.length ? `${main}（${remarks.join('；')}）` : main;
}
