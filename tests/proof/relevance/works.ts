import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fold } from '../../../server/contract/text/index.js';

/** A record of the demo, as somebody who judges reads it: what it is, when it is of, and what it says of itself. */
export interface Work {
  id: string;
  /** Key of its collection. */
  in: string;
  years: [from: number, to: number] | null;
  title: string;
  /** Titles, people, places, subjects, classes, abstract: folded. Not who catalogued it, its rights or where it is kept. */
  about: string;
  /** The same with every text that is transcribed from it. */
  all: string;
}

const folder = path.resolve('server/demo/content');
const aside = new Set(['rights', 'source', 'callNo', 'language', 'holder', 'regNo', 'acquisition', 'capture', 'usage']);
const texts = new Set(['transcript', 'segments', 'incipit']);

const wordsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  return value && typeof value === 'object' ? Object.values(value).flatMap(wordsIn) : [];
};

function yearsOf(date: { edtf?: string } | undefined): Work['years'] {
  const sides = (date?.edtf ?? '').split('/').flatMap((side) => /^-?\d{4}/.exec(side)?.[0] ?? []);
  if (sides.length === 0) return null;
  const [from, to] = [Number(sides[0]), Number(sides.at(-1))];
  // A year of the old calendar runs into the next: it is called by the one it shares most days with.
  return [from, to === from + 1 ? from : to];
}

interface Given {
  identifier: string;
  values: Record<string, { text?: string; edtf?: string }[]>;
  pages?: { text?: { lines: { text: string }[] } }[];
}

export function works(): Work[] {
  const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
  const { collections } = read('index.json') as { collections: { key: string; works: string }[] };
  const english = read('subjects.json') as Record<string, string>;
  return collections.flatMap(({ key, works: name }) =>
    (read(name) as Given[]).map(({ identifier, values, pages = [] }): Work => {
      const own = (wanted: (field: string) => boolean) =>
        Object.entries(values).flatMap(([field, value]) => (wanted(field) ? wordsIn(value) : []));
      const subjects = (values['subject'] ?? []).flatMap(({ text = '' }) => english[text] ?? []);
      const about = [...own((field) => !aside.has(field) && !texts.has(field)), ...subjects].join('\n');
      const lines = pages.flatMap(({ text }) => (text?.lines ?? []).map((line) => line.text));
      const told = [...own((field) => texts.has(field)), lines.join(''), lines.join('\n')].join('\n');
      return {
        id: identifier,
        in: key,
        years: yearsOf(values['date']?.[0]),
        title: fold(values['title']?.[0]?.text ?? ''),
        about: fold(about).toLowerCase(),
        all: fold(`${about}\n${told}`).toLowerCase(),
      };
    }),
  );
}
