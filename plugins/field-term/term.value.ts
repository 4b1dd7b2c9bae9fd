import { z } from 'zod';
import { localize, LocalizedText } from '../../server/contract/localized.js';
import type { FieldType, Reference } from '../../server/contract/plugin.js';

const Code = z.string().min(1).max(100);
const Label = z.preprocess((given) => (typeof given === 'string' ? { 'zh-CN': given } : given), LocalizedText);

/** As people and programs write a term: a word, a word with its language, a term of some list with its label. */
function shaped(given: unknown): unknown {
  if (typeof given === 'string') return { code: given.trim(), label: given.trim() };
  if (typeof given !== 'object' || given === null) return given;
  if ('text' in given && typeof given.text === 'string') {
    const tag = 'lang' in given && typeof given.lang === 'string' ? given.lang : 'zh-CN';
    return { label: { [tag]: given.text } };
  }
  if ('term' in given) {
    const { term, ...rest } = given;
    return { code: term, ...rest };
  }
  return given;
}

/**
 * A term by its code, with the names it had when it was last read, and the terms above it, the nearest first.
 * Without a code it is a free word, which only open fields take. A plain string is taken as code or name.
 */
export const TermValue = z
  .preprocess(
    shaped,
    z.strictObject({
      code: Code.optional(),
      label: Label.optional(),
      path: z
        .array(z.strictObject({ code: Code, label: Label }))
        .max(20)
        .optional(),
    }),
  )
  .refine(({ code, label }) => code !== undefined || localize(label, 'zh-CN').trim() !== '', 'empty');
export type TermValue = z.infer<typeof TermValue>;

export const TermOptions = z.object({
  /** Set by the field. Without one, every word is free. */
  vocabulary: z.string().max(60).optional(),
  /** Whether words outside the vocabulary are taken. */
  open: z.boolean().default(false),
});
export type TermOptions = z.infer<typeof TermOptions>;

const nameOf = (value: TermValue): string => localize(value.label, 'zh-CN').trim() || (value.code ?? '');

function referenceOf(value: TermValue, { vocabulary }: TermOptions): Reference | undefined {
  if (vocabulary === undefined) return undefined;
  const name = localize(value.label, 'zh-CN').trim();
  return {
    kind: 'term',
    vocabulary,
    ...(value.code !== undefined ? { code: value.code } : {}),
    ...(name ? { name } : {}),
  };
}

export const termType: FieldType<TermValue, TermOptions> = {
  key: 'term',
  value: TermValue,
  options: TermOptions,
  normalise: ({ code, label, path }, { vocabulary }) => {
    const names = Object.fromEntries(
      Object.entries(label ?? {})
        .map(([tag, name]) => [tag, name.trim()] as const)
        .filter(([, name]) => name !== ''),
    );
    const labelled = Object.keys(names).length > 0;
    // A code means nothing without a vocabulary that says what it stands for; then the word itself is the value.
    const kept = vocabulary === undefined && labelled ? undefined : code?.trim();
    return {
      ...(kept !== undefined ? { code: kept } : {}),
      ...(labelled ? { label: names } : {}),
      ...(kept !== undefined && path?.length ? { path } : {}),
    };
  },
  // A word by its name, its code, or with the words above it: 子部 › 道家类, 子部/道家类, 子部--道家类.
  read: (words, { vocabulary }) => {
    const word = words.replace(/\s+/g, ' ').trim();
    if (word === '') return undefined;
    const name = vocabulary === undefined ? word : word.replace(/\s*(?:[›»>／/]|--|——)\s*/g, '·');
    return { ...(vocabulary !== undefined && [...word].length <= 100 ? { code: word } : {}), label: { 'zh-CN': name } };
  },
  references: (value, options) => {
    const reference = referenceOf(value, options);
    return reference ? [reference] : [];
  },
  settle: (value, options, lookUp) => {
    const reference = referenceOf(value, options);
    const known = reference && lookUp(reference);
    if (!known) {
      // A word that is nowhere in the vocabulary is a free word, whatever it was typed as.
      return options.open && value.label ? { label: value.label } : value;
    }
    const path = known.parents.map(({ key, label }) => ({ code: key, label }));
    return { code: known.key, label: known.label, ...(path.length ? { path } : {}) };
  },
  unknown: (value, options, lookUp) => {
    const reference = referenceOf(value, options);
    return reference && !options.open && !lookUp(reference) ? [reference] : [];
  },
  text: (value) => {
    const names = [
      ...Object.values(value.label ?? {}),
      ...(value.path ?? []).flatMap(({ label }) => Object.values(label)),
    ];
    return [...new Set(names.length > 0 ? names : [nameOf(value)])].map((text) => ({ text }));
  },
  display: (value, _options, locale) => localize(value.label, locale) || nameOf(value),
  // A term of ours is the same term in every language; a free word is what the record says.
  original: (value, _options, locale) =>
    locale === 'en' && value.label?.['en'] && nameOf(value) !== value.label['en'] ? { text: nameOf(value) } : undefined,
  above: ({ path = [] }, _options, locale) =>
    path
      .map(({ label }) => localize(label, locale))
      .filter((name) => name !== '')
      .reverse(),
  index: (value, { vocabulary }) => {
    const path = value.path ?? [];
    const above = path.map(({ code, label }, at) => ({
      key: code,
      label: localize(label, 'zh-CN') || code,
      parents: path.slice(at + 1).map((one) => one.code),
    }));
    const own = { key: value.code ?? nameOf(value), label: nameOf(value), parents: path.map(({ code }) => code) };
    return {
      facets: [own, ...above],
      sort: nameOf(value),
      ...(vocabulary !== undefined && value.code !== undefined ? { ref: `${vocabulary}/${value.code}` } : {}),
    };
  },
  jsonld: (value) => nameOf(value),
  dc: (value) => [nameOf(value)],
  marc: (value, { vocabulary }) => ({
    a: nameOf(value),
    ...(value.code !== undefined && vocabulary !== undefined ? { 2: vocabulary } : {}),
  }),
};
