import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';
import { cleanDocument, linesOf, type RichNode } from '../../server/contract/rich.document.js';
import { fromHtml, longestHtml } from './html.js';

const plain = (text: string): RichNode | undefined =>
  cleanDocument({
    type: 'doc',
    content: text
      .split(/(?:\r?\n){2,}/)
      .map((part) => ({ type: 'paragraph', content: [{ type: 'text', text: part }] })),
  });

function shaped(given: unknown): unknown {
  if (typeof given === 'string') return { doc: plain(given) };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  const { text, html, doc, ...rest } = given as Record<string, unknown>;
  // Left as it is, and so refused: nothing that long is a value.
  if (typeof html === 'string' && html.length > longestHtml) return given;
  if (typeof html === 'string') return { doc: fromHtml(html), ...rest };
  if (typeof text === 'string') return { doc: plain(text), ...rest };
  return { doc: cleanDocument(doc), ...rest };
}

/** Cleaned whenever it is read: what an older or a careless program has stored is no more dangerous than what is typed. */
export const RichTextValue = z.preprocess(
  shaped,
  z.strictObject({
    doc: z.custom<RichNode>((given) => given !== undefined, 'empty'),
    lang: z
      .string()
      .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
      .optional(),
  }),
);
export interface RichTextValue {
  doc: RichNode;
  lang?: string | undefined;
}

export const RichTextOptions = z.object({
  lang: z.string().max(35).optional(),
  /** Most characters allowed. */
  limit: z.number().int().min(1).max(100_000).default(100_000),
});
export type RichTextOptions = z.infer<typeof RichTextOptions>;

const whole = ({ doc }: RichTextValue): string => linesOf(doc).join(' ');
const shownCharacters = 160;
const shortened = (value: RichTextValue): string => {
  const characters = [...whole(value)];
  return characters.length > shownCharacters
    ? `${characters.slice(0, shownCharacters).join('')}…`
    : characters.join('');
};

export const richTextType: FieldType<RichTextValue, RichTextOptions> = {
  key: 'rich-text',
  value: RichTextValue,
  options: RichTextOptions,
  longest: longestHtml,
  normalise: ({ doc, lang }, options) => {
    const language = lang ?? options.lang;
    return { doc: cleanDocument(doc) ?? doc, ...(language ? { lang: language } : {}) };
  },
  faults: (value, { limit }) =>
    [...whole(value)].length > limit ? [{ path: ['doc'], message: `longer than ${limit}` }] : [],
  text: ({ doc, lang }) => linesOf(doc).map((text) => ({ text, ...(lang ? { lang } : {}) })),
  fullText: () => false,
  words: ({ doc }) => linesOf(doc).join('\n\n'),
  display: shortened,
  index: (value) => ({ sort: shortened(value) }),
  jsonld: ({ doc, lang }) => {
    const text = linesOf(doc).join('\n');
    return lang ? { '@value': text, '@language': lang } : text;
  },
  dc: (value) => [whole(value)],
  // A field of a record in ISO 2709 ends at 9,999 bytes.
  marc: (value) => ({ a: [...whole(value)].slice(0, 3000).join('') }),
};
