import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';

/** Text of several paragraphs; a plain string is taken too. */
export const LongTextValue = z.preprocess(
  (given) => (typeof given === 'string' ? { text: given } : given),
  z.strictObject({
    text: z
      .string()
      .max(200_000)
      .refine((text) => text.trim() !== '', 'empty'),
    lang: z
      .string()
      .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
      .optional(),
  }),
);
export type LongTextValue = z.infer<typeof LongTextValue>;

export const LongTextOptions = z.object({ lang: z.string().max(35).optional() });
export type LongTextOptions = z.infer<typeof LongTextOptions>;

const shown = 300;

/** Line ends of every system become one; spaces at line ends, which nobody sees, go. */
function tidy(text: string): string {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trimEnd());
  const [first, last] = [lines.findIndex((line) => line !== ''), lines.findLastIndex((line) => line !== '')];
  return first < 0 ? '' : lines.slice(first, last + 1).join('\n');
}

export function firstLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length > shown ? `${characters.slice(0, shown).join('')}…` : line;
}

export const longTextType: FieldType<LongTextValue, LongTextOptions> = {
  key: 'long-text',
  value: LongTextValue,
  options: LongTextOptions,
  longest: 200_000,
  normalise: ({ text, lang }, options) => {
    const language = lang ?? options.lang;
    return { text: tidy(text), ...(language ? { lang: language } : {}) };
  },
  fullText: () => false,
  text: ({ text, lang }) => [{ text, ...(lang ? { lang } : {}) }],
  words: ({ text }) => text,
  display: ({ text }) => firstLine(text),
  index: ({ text }) => ({ sort: firstLine(text) }),
  jsonld: ({ text, lang }) => (lang ? { '@value': text, '@language': lang } : text),
  dc: ({ text }) => [text],
  marc: ({ text }) => ({ a: text.replace(/\s+/g, ' ') }),
};
