import { z } from 'zod';
import { isSearched } from '../../server/contract/field.reach.js';
import { type Locale, localize, RequiredText } from '../../server/contract/localized.js';
import type { FieldType, LookUp, Reference, TypeLookUp, ValuePart } from '../../server/contract/plugin.js';
import { namedBy } from '../../server/contract/value.label.js';
import type { Json } from '../../server/contract/values.js';
import { partsLacking } from './parts.lacking.js';
import { saidInWords } from './said.in.words.js';

const Part = z.object({
  key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/),
  label: RequiredText,
  /** Any field type but a compound: two levels are what people can still fill in. */
  type: z.string().refine((type) => type !== 'compound', 'a compound inside a compound'),
  vocabulary: z.string().optional(),
  options: z.record(z.string(), z.json()).default({}),
  /** For those who catalog and for programs: a place on a model in three numbers says nothing to who reads. */
  internal: z.boolean().optional(),
  /** Whether the search box finds by it; absent, its type says so. */
  searched: z.boolean().optional(),
  /** Whether a value without it is half of one. */
  required: z.boolean().optional(),
});
export type Part = z.infer<typeof Part>;

export const CompoundOptions = z.object({
  parts: z
    .array(Part)
    .max(30)
    .default([])
    .refine((parts) => new Set(parts.map(({ key }) => key)).size === parts.length, 'two parts of the same key'),
});
export type CompoundOptions = z.infer<typeof CompoundOptions>;

/** Named parts, each a value of its own type: 印文, 藏家, 所在. */
export const CompoundValue = z
  .record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/), z.json())
  .refine((value) => Object.values(value).some((part) => part !== null && part !== ''), 'empty');
export type CompoundValue = z.infer<typeof CompoundValue>;

type Type = FieldType<CompoundValue, CompoundOptions>;

interface Held {
  part: Part;
  type: FieldType;
  options: Record<string, Json>;
  value: Json;
}

/** What can be read in a value without knowing its type: for parts that the options no longer name. */
function leaves(value: Json): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (value === null || typeof value === 'boolean') return [];
  return Object.values(value).flatMap(leaves);
}

const empty = (value: Json | undefined): boolean => value === undefined || value === null || value === '';

const partOptions = new WeakMap<Part, { type: FieldType; options: Record<string, Json> | undefined }>();

/** Worked out once for each part of a configuration, which is asked about with every value. */
function optionsOf(type: FieldType, part: Part): Record<string, Json> | undefined {
  const known = partOptions.get(part);
  if (known?.type === type) return known.options;
  const parsed = type.options.safeParse({
    ...part.options,
    ...(part.vocabulary ? { vocabulary: part.vocabulary } : {}),
  });
  const options = parsed.success ? parsed.data : undefined;
  partOptions.set(part, { type, options });
  return options;
}

/** A bare figure says nothing without the name of what it counts. */
const figures = new Set(['number', 'measurement', 'boolean']);

const read = new WeakMap<CompoundValue, { options: CompoundOptions; types: TypeLookUp; parts: readonly Held[] }>();

/** The parts that are there and are what their types want, in the order of the options. One page asks a dozen times. */
function held(value: CompoundValue, options: CompoundOptions, types: TypeLookUp): readonly Held[] {
  const known = read.get(value);
  if (known?.options === options && known.types === types) return known.parts;
  const parts = options.parts.flatMap((part) => {
    const type = types(part.type);
    const own = type && optionsOf(type, part);
    const parsed = type && !empty(value[part.key]) ? type.value.safeParse(value[part.key]) : undefined;
    return type && own && parsed?.success ? [{ part, type, options: own, value: parsed.data }] : [];
  });
  // What is stored may be of another type's making.
  if (typeof value === 'object') read.set(value, { options, types, parts });
  return parts;
}

type Telling = (value: CompoundValue, options: CompoundOptions, types: TypeLookUp, locale: Locale) => readonly Held[];

const told = (value: CompoundValue, options: CompoundOptions, types: TypeLookUp): readonly Held[] =>
  held(value, options, types).filter(({ part }) => !part.internal);

/** As a reader of this language is told it: what Chinese words say need not be counted again for those who read them. */
const toldOnce: Telling = (value, options, types, locale) => {
  const all = told(value, options, types);
  if (locale === 'en') return all;
  const words = all.flatMap((one) =>
    one.part.type === 'text' ? [one.type.display(one.value, one.options, locale)] : [],
  );
  const count = ({ part, value: said }: Held) =>
    part.type === 'number' ? (said as { number?: number }).number : undefined;
  return all.filter((one) => {
    const number = count(one);
    return number === undefined || !saidInWords(localize(one.part.label, 'zh-CN'), number, words);
  });
};

function mapped(value: CompoundValue, options: CompoundOptions, types: TypeLookUp, change: (one: Held) => Json) {
  const next: CompoundValue = {};
  const found = new Map(held(value, options, types).map((one) => [one.part.key, one]));
  // What has no part any more stays: it comes back with the part.
  for (const [key, part] of Object.entries(value)) {
    const one = found.get(key);
    if (one) next[key] = change(one);
    else if (!empty(part)) next[key] = part;
  }
  return next;
}

/** Parts one after another; one that is a whole sentence has its own end. */
function joined(lines: readonly string[], locale: Locale): string {
  const [comma, space] = locale === 'en' ? [', ', ' '] : ['，', ''];
  return lines
    .slice(1)
    .reduce((text, line) => `${text}${/[。！？；.!?;]$/.test(text) ? space : comma}${line}`, lines[0] ?? '');
}

function spreadPart({ part, type, options, value }: Held, locale: Locale): ValuePart {
  const lang = type.text(value, options)[0]?.lang;
  const note = type.note?.(value, options, locale);
  const code = type.code?.(value, options, locale);
  const href = type.href?.(value, options);
  const { ref } = type.index(value, options);
  return {
    key: part.key,
    label: localize(part.label, locale),
    text: type.display(value, options, locale),
    ...(lang ? { lang } : {}),
    ...(note ? { note } : {}),
    ...(code ? { code } : {}),
    ...(href ? { href } : {}),
    ...(ref ? { ref } : {}),
    type: part.type,
    data: value,
  };
}

function withTypes(types: TypeLookUp): Type {
  const named = ({ part, type }: Held, line: string, locale: Locale): string =>
    figures.has(type.key) ? `${localize(part.label, locale)} ${line}` : line;
  const lines = (value: CompoundValue, options: CompoundOptions, locale: Locale, of: Telling = told): string[] => {
    if (held(value, options, types).length === 0) return leaves(value);
    return of(value, options, types, locale).map((one) =>
      named(one, one.type.display(one.value, one.options, locale), locale),
    );
  };
  const pointing = (value: CompoundValue, options: CompoundOptions, lookUp: LookUp): Reference[] =>
    held(value, options, types).flatMap((one) => one.type.unknown?.(one.value, one.options, lookUp) ?? []);
  return {
    key: 'compound',
    value: CompoundValue,
    options: CompoundOptions,
    // Its parts have bounds of their own.
    longest: 5_000_000,
    words: (value, options) => {
      const said = held(value, options, types).map((one) =>
        named(
          one,
          one.type.words?.(one.value, one.options) ?? one.type.display(one.value, one.options, 'zh-CN'),
          'zh-CN',
        ),
      );
      return joined(said.length > 0 ? said : leaves(value), 'zh-CN');
    },
    // Words without parts are what the first part says.
    read: (words, { parts: [first] }) => {
      const type = first && types(first.type);
      const own = type && optionsOf(type, first);
      if (!own) return undefined;
      const parsed = type.value.safeParse(type.read ? type.read(words, own) : words);
      return parsed.success ? { [first.key]: parsed.data } : undefined;
    },
    normalise: (value, options, neighbours) =>
      mapped(value, options, types, (one) => one.type.normalise?.(one.value, one.options, neighbours) ?? one.value),
    faults: (value, options) =>
      options.parts.flatMap((part) => {
        const given = value[part.key];
        const type = types(part.type);
        if (empty(given)) return [];
        if (!type) return [{ path: [part.key], message: `no field type ${part.type}` }];
        const parsed = type.value.safeParse(given);
        if (!parsed.success) {
          return parsed.error.issues.map((issue) => ({
            path: [part.key, ...(issue.path as (string | number)[])],
            message: issue.message,
          }));
        }
        const own = optionsOf(type, part);
        return (own ? (type.faults?.(parsed.data, own) ?? []) : []).map(({ path, message }) => ({
          path: [part.key, ...path],
          message,
        }));
      }),
    lacks: partsLacking,
    references: (value, options) =>
      held(value, options, types).flatMap((one) => one.type.references?.(one.value, one.options) ?? []),
    settle: (value, options, lookUp) =>
      mapped(value, options, types, (one) => one.type.settle?.(one.value, one.options, lookUp) ?? one.value),
    unknown: pointing,
    text: (value, options) =>
      told(value, options, types).flatMap((one) => {
        const runs = one.type.text(one.value, one.options);
        return isSearched(one.part) ? runs : runs.map((run) => ({ ...run, beside: true as const }));
      }),
    display: (value, options, locale) => joined(lines(value, options, locale, toldOnce), locale),
    spread: (value, options, locale) => {
      const parts = toldOnce(value, options, types, locale).map((one) => spreadPart(one, locale));
      const [kind, only] = parts;
      // 别名 | 老子: what kind it is names the other part better than the part's own name does.
      const paired = parts.length === 2 && kind!.key === 'kind' && kind!.type === 'term';
      return paired ? [{ ...only!, ...namedBy(kind!.text, locale) }] : parts;
    },
    index: (value, options) => {
      const all = held(value, options, types).map((one) => one.type.index(one.value, one.options));
      const dated = all.find((form) => form.days);
      return {
        facets: all[0]?.facets ?? [],
        sort: lines(value, options, 'zh-CN').join(' '),
        ...(dated?.days ? { days: dated.days } : {}),
        ...(dated?.years ? { years: dated.years } : {}),
        ...(all.length === 1 && all[0]?.number !== undefined ? { number: all[0].number } : {}),
      };
    },
    jsonld: (value, options) =>
      lines(value, options, 'zh-CN', toldOnce)
        .map((line) => line.replace(/[。；，]$/, ''))
        .join('，'),
    dc: (value, options) => [lines(value, options, 'zh-CN', toldOnce).join('，')],
    parts: (value, options) =>
      Object.fromEntries(
        held(value, options, types).map((one) => {
          const key = one.type.index(one.value, one.options).facets?.[0]?.key;
          const text = one.type.display(one.value, one.options, 'zh-CN');
          return [one.part.key, { text, ...(key !== undefined ? { key } : {}) }];
        }),
      ),
    marc: (value, options) => ({
      a: lines(value, options, 'zh-CN', toldOnce).join('；'),
    }),
    // One part that is text closes the whole: its other parts say what that text is.
    fullText: ({ parts }) =>
      parts.some((part) => {
        const type = types(part.type);
        const own = type && optionsOf(type, part);
        return own !== undefined && type!.fullText?.(own) === true;
      }),
    compose: (others) => withTypes(others),
  };
}

/** Until the platform has told it of the others, it knows none. */
export const compoundType: Type = withTypes(() => undefined);
