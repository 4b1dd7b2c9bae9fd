import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';

const Entry = z.strictObject({
  title: z
    .string()
    .max(500)
    .refine((title) => title.trim() !== '', 'empty'),
  /** 1 is outermost. */
  level: z.number().int().min(1).max(9).default(1),
  /** The label of the page it begins on: 卷三·葉十二b. */
  page: z.string().max(100).optional(),
});

/** Tab or two spaces for each level, the page after … or a tab. */
function fromLines(text: string): unknown {
  const entries = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const indent = /^[\t \u3000]*/.exec(line)![0].replaceAll('\u3000', '  ').replaceAll('\t', '  ');
      const [title = '', ...behind] = line
        .trim()
        .split(/…|\t|\.{3,}/)
        .map((part) => part.trim());
      const page = behind.find(Boolean);
      return { title, level: Math.min(9, 1 + Math.floor(indent.length / 2)), ...(page ? { page } : {}) };
    });
  return { entries };
}

/** A table of contents, in reading order; a plain text with indented lines is taken too. */
export const ContentsValue = z.preprocess(
  (given) => (typeof given === 'string' ? fromLines(given) : given),
  z.strictObject({ entries: z.array(Entry).min(1).max(5000) }),
);
export type ContentsValue = z.infer<typeof ContentsValue>;
export type ContentsEntry = ContentsValue['entries'][number];

export const ContentsOptions = z.object({});

export function toLines(value: ContentsValue): string {
  return value.entries
    .map(({ title, level, page }) => `${'  '.repeat(level - 1)}${title}${page ? ` … ${page}` : ''}`)
    .join('\n');
}

export const readLines = (text: string): ContentsValue | undefined => {
  const parsed = ContentsValue.safeParse(text);
  return parsed.success ? parsed.data : undefined;
};

/** A level deeper than the one before it by more than one would have no heading above it. */
function withoutGaps(entries: readonly ContentsEntry[]): ContentsEntry[] {
  let before = 0;
  return entries.map(({ title, level, page }) => {
    before = Math.min(level, before + 1);
    return { title: title.trim(), level: before, ...(page?.trim() ? { page: page.trim() } : {}) };
  });
}

const titles = ({ entries }: ContentsValue, most = 12): string =>
  entries
    .slice(0, most)
    .map(({ title }) => title)
    .join('；') + (entries.length > most ? '…' : '');

export const contentsType: FieldType<ContentsValue, z.infer<typeof ContentsOptions>> = {
  key: 'contents',
  value: ContentsValue,
  options: ContentsOptions,
  longest: 1_000_000,
  normalise: ({ entries }) => ({ entries: withoutGaps(entries) }),
  text: ({ entries }) => entries.map(({ title }) => ({ text: title })),
  words: toLines,
  display: (value) => titles(value),
  index: (value) => ({ number: value.entries.length, sort: value.entries[0]!.title }),
  outline: ({ entries }) => entries,
  jsonld: (value) => titles(value, 200),
  dc: (value) => [titles(value, 200)],
  marc: (value) => ({ a: titles(value, 200) }),
};
