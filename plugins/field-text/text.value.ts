import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';

/** One line of text with its language: 題名 in its own characters is `zh-Hant`. A plain string is taken too. */
export const TextValue = z.preprocess(
  (given) => (typeof given === 'string' ? { text: given } : given),
  z.strictObject({
    text: z
      .string()
      .max(10_000)
      .refine((text) => text.trim() !== '', 'empty'),
    lang: z
      .string()
      .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
      .optional(),
  }),
);
export type TextValue = z.infer<typeof TextValue>;

export const TextOptions = z.object({
  /** The language that a value has when it does not say. */
  lang: z.string().max(35).optional(),
  /** Most characters allowed. */
  limit: z.number().int().min(1).max(10_000).optional(),
});
export type TextOptions = z.infer<typeof TextOptions>;

/** Unseen differences go, glyphs stay: no Unicode normalisation, which would change characters that somebody chose. */
const oneLine = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

export const textType: FieldType<TextValue, TextOptions> = {
  key: 'text',
  value: TextValue,
  options: TextOptions,
  longest: 10_000,
  normalise: ({ text, lang }, options) => {
    const language = lang ?? options.lang;
    return { text: oneLine(text), ...(language ? { lang: language } : {}) };
  },
  faults: ({ text }, { limit }) =>
    limit !== undefined && [...text].length > limit ? [{ path: ['text'], message: `longer than ${limit}` }] : [],
  fullText: () => false,
  text: ({ text, lang }) => [{ text, ...(lang ? { lang } : {}) }],
  display: ({ text }) => text,
  index: ({ text }) => ({ facets: [{ key: text, label: text }], sort: text }),
  jsonld: ({ text, lang }) => (lang ? { '@value': text, '@language': lang } : text),
  dc: ({ text }) => [text],
  marc: ({ text }) => ({ a: text }),
};
