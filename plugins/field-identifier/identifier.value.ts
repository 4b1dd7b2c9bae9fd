import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';

/** 越金-0001, T0417, 甲/3-12: exactly as the library writes it, but for spaces that nobody can see. */
export const IdentifierValue = z.preprocess(
  (given) => (typeof given === 'object' && given !== null && 'text' in given ? given.text : given),
  z
    .string()
    .max(200)
    .refine((text) => text.trim() !== '', 'empty')
    .refine((text) => !/\p{Cc}/u.test(text), 'holds control characters'),
);
export type IdentifierValue = z.infer<typeof IdentifierValue>;

export const IdentifierOptions = z.object({
  /** What it must look like: # is a digit, ? any character, * at the end whatever follows. 越金-####, 越金-####甲, 越金-####* */
  pattern: z.string().max(100).optional(),
});
export type IdentifierOptions = z.infer<typeof IdentifierOptions>;

export function fits(text: string, pattern: string): boolean {
  const open = pattern.endsWith('*');
  const characters = [...text];
  const signs = [...(open ? pattern.slice(0, -1) : pattern)];
  if (open ? characters.length < signs.length : characters.length !== signs.length) return false;
  // 越金-00011 is the number of something else, and no part of 越金-0001.
  if (open && signs.at(-1) === '#' && /\d/.test(characters[signs.length] ?? '')) return false;
  return signs.every(
    (sign, at) => sign === '?' || (sign === '#' ? /\d/.test(characters[at]!) : sign === characters[at]),
  );
}

export const identifierType: FieldType<IdentifierValue, IdentifierOptions> = {
  key: 'identifier',
  value: IdentifierValue,
  options: IdentifierOptions,
  normalise: (text) => text.replace(/[\s\u00a0]+/g, ' ').trim(),
  read: (words) => words.replace(/[\s\u00a0]+/g, ' ').trim() || undefined,
  faults: (text, { pattern }) =>
    pattern !== undefined && !fits(text, pattern) ? [{ path: [], message: `is not like ${pattern}` }] : [],
  text: (text) => [{ text }],
  display: (text) => text,
  index: (text) => ({ facets: [{ key: text, label: text }], sort: text }),
  jsonld: (text) => text,
  dc: (text) => [text],
  marc: (text) => ({ a: text }),
};
