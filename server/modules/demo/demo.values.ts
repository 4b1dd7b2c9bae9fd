import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Json, StoredValue, Values } from '../../contract/values.js';
import type { DemoWork } from './demo.content.js';
import { nameTable } from '../../contract/name.table.js';

type Row = Record<string, Json | undefined>;

/** Finds a term of a field's vocabulary by its code or by its label. */
export type TermFinder = (
  field: { vocabulary?: string },
  code: string,
  label: LocalizedText | undefined,
) => string | undefined;

/** The record that a name means, where there is one. */
export type RecordFinder = (kind: 'agent' | 'place', name: string) => string | undefined;

interface KnownTerm {
  code: string;
  label: LocalizedText;
  variants: readonly string[];
}

/** Of the terms of one vocabulary: by code, else by what it or a variant of it is called. */
export function findTerm(
  terms: readonly KnownTerm[],
  code: string,
  label: LocalizedText | undefined,
): string | undefined {
  const name = label?.['zh-CN'] ?? code;
  const last = name.split('·').at(-1)!.trim();
  const called = (wanted: string) =>
    terms.find((one) => one.label['zh-CN'] === wanted) ?? terms.find((one) => one.variants.includes(wanted));
  return (terms.find((one) => one.code === code) ?? called(name) ?? called(last) ?? beginning(terms, name))?.code;
}

/** 清康熙 is 清: the longest heading that the words begin with; the record keeps the words as they are written. */
function beginning(terms: readonly KnownTerm[], name: string): KnownTerm | undefined {
  const length = (one: KnownTerm) => one.label['zh-CN']?.length ?? 0;
  return terms
    .filter((one) => length(one) > 0 && name.startsWith(one.label['zh-CN']!))
    .sort((a, b) => length(b) - length(a))[0];
}

interface PartDefinition {
  key: string;
  type: string;
  vocabulary?: string;
  options?: Record<string, Json>;
}

/** Where the material says the same under another name than the field's part. */
const otherNames = nameTable<string>({ volumes: 'count', held: 'held', from: 'start', to: 'end' });

const asRow = (value: Json): Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { text: String(value) };

/** The demo's plain shapes, turned into what the field's type stores. Undefined where the field can't hold it. */
function convert(
  field: { type: string; vocabulary?: string; options?: Record<string, Json> },
  value: Json,
  find: TermFinder,
  recordOf: RecordFinder,
): Json | undefined {
  const row = asRow(value);
  const text = row['text'] ?? row['name'] ?? row['value'] ?? row['title'];
  switch (field.type) {
    case 'text':
    case 'long-text':
    case 'transcription':
      return typeof text === 'string'
        ? { text, ...(typeof row['lang'] === 'string' ? { lang: row['lang'] } : {}) }
        : undefined;
    case 'identifier':
      return typeof text === 'string' ? text : undefined;
    case 'number': {
      const number = [row['number'], row['total'], row['count'], row['text'], value].find(
        (one) => typeof one === 'number',
      );
      return typeof number === 'number'
        ? { number, ...(typeof row['unit'] === 'string' ? { unit: row['unit'] } : {}) }
        : undefined;
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'term': {
      const label = row['label'] as LocalizedText | undefined;
      const code =
        typeof row['term'] === 'string'
          ? find(field, row['term'], label)
          : find(field, String(text), label ?? { 'zh-CN': String(text) });
      if (code !== undefined) return { code };
      // An open field keeps what no vocabulary has, in its own words.
      return field.options?.['open'] === true ? { label: label ?? { 'zh-CN': String(text) } } : undefined;
    }
    case 'date':
      return { raw: String(row['raw'] ?? text), ...(typeof row['edtf'] === 'string' ? { edtf: row['edtf'] } : {}) };
    case 'agent':
      return linked(
        pick(typeof row['name'] === 'string' ? row : { name: text }, ['name', 'dynasty', 'role']),
        'agent',
        recordOf,
      );
    case 'place':
      return linked(
        pick(typeof row['name'] === 'string' ? row : { name: text }, ['name', 'modern', 'lat', 'lon']),
        'place',
        recordOf,
      );
    case 'measurement':
      return pick(row, ['height', 'width', 'depth', 'unit', 'what', 'note']);
    case 'segments':
      return pick({ ...row, from: row['start'] ?? row['from'], to: row['end'] ?? row['to'] }, [
        'from',
        'to',
        'title',
        'note',
        'speaker',
      ]);
    case 'compound': {
      const parts = (field.options?.['parts'] ?? []) as unknown as PartDefinition[];
      const found = parts.flatMap((part): [string, Json][] => {
        const given = row[part.key] ?? row[otherNames[part.key] ?? part.key] ?? (part === parts[0] ? text : undefined);
        const stored =
          given === undefined
            ? undefined
            : convert(part, typeof given === 'object' ? given : ({ text: given } as Json), find, recordOf);
        return stored === undefined ? [] : [[part.key, stored]];
      });
      return found.length > 0 ? Object.fromEntries(found) : undefined;
    }
    default:
      return undefined;
  }
}

function linked(value: Json | undefined, kind: 'agent' | 'place', recordOf: RecordFinder): Json | undefined {
  const name = (value as Row | undefined)?.['name'];
  const ref = typeof name === 'string' ? recordOf(kind, name) : undefined;
  return ref === undefined ? value : { ...(value as Record<string, Json>), ref };
}

function pick(row: Row, keys: string[]): Json | undefined {
  const entries = keys.flatMap((key): [string, Json][] => (row[key] === undefined ? [] : [[key, row[key]]]));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** One work's values by field id; what no field of the template takes is named, so that nothing is dropped unseen. */
export function valuesOf(
  config: CollectionConfig,
  work: DemoWork,
  find: TermFinder,
  recordOf: RecordFinder = () => undefined,
): { values: Values; left: string[] } {
  const values: Values = {};
  const left: string[] = [];
  const { titleEn = [], abstractEn = [], class: _, ...rest } = work.values;
  // Titles and summaries in English stand beside the Chinese ones, in the fields that hold them.
  const translated = titleEn.map(
    (value) => ({ kind: { term: 'translated', label: { 'zh-CN': '英译题名' } }, value }) as Json,
  );
  const given: Record<string, Json[]> = { identifier: [work.identifier], ...rest };
  if (translated.length > 0) given['altTitle'] = [...(rest['altTitle'] ?? []), ...translated];
  if (abstractEn.length > 0) given['abstract'] = [...(rest['abstract'] ?? []), ...abstractEn];
  if (work.toc) given['toc'] ??= [];
  for (const [key, list] of Object.entries(given)) {
    const field = config.schema.fields.find((one) => one.key === key && !one.removed);
    if (!field) {
      left.push(key);
      continue;
    }
    const stored = storedOf(field, key === 'toc' && work.toc ? [contents(work)] : list, find, recordOf);
    if (stored.length < list.length) left.push(key);
    if (stored.length > 0) values[field.id] = field.repeatable ? stored : stored.slice(0, 1);
  }
  // A film has no narrator, a landscape depicts no county: the record says so.
  for (const field of config.schema.fields) {
    if (field.required !== 'no' && !field.removed && !values[field.id]) {
      values[field.id] = [{ blank: 'not-applicable' }];
      left.push(`${field.key}?`);
    }
  }
  return { values, left };
}

function storedOf(field: FieldDefinition, list: Json[], find: TermFinder, recordOf: RecordFinder): StoredValue[] {
  return list.flatMap((value): StoredValue[] => {
    const row = asRow(value);
    if (field.type === 'agent' && row['name'] === '佚名') return [{ blank: 'anonymous' }];
    const stored = field.type === 'contents' ? value : convert(field, value, find, recordOf);
    if (stored === undefined) return [];
    const certainty = row['certainty'];
    // Of a term of a vocabulary the record keeps how it wrote it; a free word is that already.
    const coded = field.type === 'term' && (stored as { code?: string }).code !== undefined;
    const written =
      coded && typeof row['text'] === 'string' && row['term'] === undefined ? { asWritten: row['text'] } : {};
    return [
      {
        value: stored,
        ...written,
        ...(certainty === 'doubtful' || certainty === 'probable' || certainty === 'traditional' ? { certainty } : {}),
      },
    ];
  });
}

function contents(work: DemoWork): Json {
  return {
    entries: work.toc!.map((entry) => ({
      title: entry.label,
      level: entry.level ?? 1,
      page: work.pages[entry.page - 1]?.label ?? '',
    })),
  };
}
