import { z } from 'zod';
import type { FieldType } from '../../server/contract/plugin.js';
import { readable, spansOf } from './marks.js';

const Page = z.strictObject({
  /** The label of the page on which it stands: 葉一a. */
  page: z.string().max(100).optional(),
  lines: z.array(z.string().max(2000)).max(2000),
});

type Page = z.infer<typeof Page>;

/** The text of a thing, page by page and line by line. As plain lines, `# 葉一a` begins a page. */
export const TranscriptionValue = z.preprocess(
  (given) => {
    if (typeof given === 'string') return { pages: readPages(given) };
    if (typeof given === 'object' && given !== null && 'text' in given && typeof given.text === 'string') {
      const { text, ...rest } = given;
      return { pages: readPages(text), ...rest };
    }
    return given;
  },
  z
    .strictObject({
      pages: z.array(Page).max(3000),
      lang: z
        .string()
        .regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/)
        .optional(),
    })
    .refine(({ pages }) => pages.some(({ lines }) => lines.some((line) => line.trim() !== '')), 'empty'),
);
export type TranscriptionValue = z.infer<typeof TranscriptionValue>;

export const TranscriptionOptions = z.object({ lang: z.string().max(35).optional() });
export type TranscriptionOptions = z.infer<typeof TranscriptionOptions>;

/** A line with nothing but a heading begins a page; empty lines at the ends of pages say nothing. */
export function readPages(text: string): Page[] {
  const pages: Page[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const heading = line.startsWith('#') ? line.slice(1).trim() || undefined : undefined;
    if (heading !== undefined) pages.push({ page: heading, lines: [] });
    else if (pages.length > 0) pages.at(-1)!.lines.push(line);
    else pages.push({ lines: [line] });
  }
  return pages.map(trimmed).filter(({ page, lines }) => page !== undefined || lines.length > 0);
}

export const toLines = ({ pages }: TranscriptionValue): string =>
  pages.map(({ page, lines }) => [...(page ? [`# ${page}`] : []), ...lines].join('\n')).join('\n');

function trimmed({ page, lines }: Page): Page {
  const whole = lines.map((line) => line.trimEnd());
  while (whole.at(-1) === '') whole.pop();
  while (whole[0] === '') whole.shift();
  return { ...(page?.trim() ? { page: page.trim() } : {}), lines: whole };
}

const shownCharacters = 80;
const plainly = (value: TranscriptionValue): string =>
  value.pages
    .map(({ lines }) => readable(lines).main)
    .filter(Boolean)
    .join(' ');

/** The opening words: a whole text is no line of a list. */
function shortened(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > shownCharacters
    ? `${characters.slice(0, shownCharacters).join('')}…`
    : characters.join('');
}

/** A text of nothing but notes or blanks still has a line to show. */
const opening = (value: TranscriptionValue): string =>
  shortened(plainly(value)) || shortened(value.pages.flatMap(({ lines }) => lines).join(' '));

export const transcriptionType: FieldType<TranscriptionValue, TranscriptionOptions> = {
  key: 'transcription',
  value: TranscriptionValue,
  options: TranscriptionOptions,
  longest: 5_000_000,
  normalise: ({ pages, lang }, options) => {
    const language = lang ?? options.lang;
    return { pages: pages.map(trimmed), ...(language ? { lang: language } : {}) };
  },
  faults: ({ pages }) =>
    pages.flatMap(({ lines }, at) => {
      const { fault } = spansOf(lines);
      return fault ? [{ path: ['pages', at, 'lines', fault.line], message: `${fault.sign} has no partner` }] : [];
    }),
  fullText: () => true,
  text: ({ pages, lang }) =>
    pages
      .flatMap(({ lines }) => {
        const { main, notes } = readable(lines);
        return [main, ...notes];
      })
      .filter(Boolean)
      .map((text) => ({ text, ...(lang ? { lang } : {}) })),
  words: toLines,
  display: opening,
  index: (value) => ({ sort: opening(value), number: value.pages.length }),
  jsonld: (value) => plainly(value),
  // A field of a record in ISO 2709 ends at 9,999 bytes.
  dc: (value) => [plainly(value) || opening(value)],
  marc: (value) => ({ a: [...(plainly(value) || opening(value))].slice(0, 3000).join('') }),
};
