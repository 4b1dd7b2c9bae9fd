import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MaterialKind } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import type { Json } from '../../contract/values.js';
import type { Part } from '../../contract/visibility.js';

/** The demo material as `server/demo/README.md` describes it. */
export interface DemoLibrary {
  slug: string;
  name: LocalizedText;
  short: string;
  glyph: string;
  colour: string;
  description: LocalizedText;
  networks: string[];
  header: string;
}

export interface DemoCollection {
  key: string;
  library: string;
  template: string;
  name: LocalizedText;
  description: LocalizedText;
  featured: string[];
  header: string;
  kind?: MaterialKind;
}

export interface DemoPage {
  label: string;
  kind: string;
  file?: string;
  poster?: string;
  captions?: string;
  duration?: number;
  text?: { lines: { text: string; box: [number, number, number, number] }[] };
}

export interface DemoWork {
  identifier: string;
  values: Record<string, Json[]>;
  pages: DemoPage[];
  links?: { kind: string; to: string; part?: string }[];
  visibility?: Partial<Record<Part, string | string[]>>;
  toc?: { label: string; page: number; level?: number }[];
  publishedOffsetDays: number;
}

const content = new URL('../../demo/content/', import.meta.url);

export function demoPath(...parts: string[]): string {
  return fileURLToPath(new URL(parts.map(encodeURIComponent).join('/').replaceAll('%2F', '/'), content));
}

async function read<T>(...parts: string[]): Promise<T> {
  return JSON.parse(await readFile(demoPath(...parts), 'utf8')) as T;
}

export function demoIndex(): Promise<{ libraries: DemoLibrary[]; collections: DemoCollection[] }> {
  return read('index.json');
}

/** The works of a collection; their subjects, which are free words, also in English. */
export async function demoWorks(collection: string): Promise<DemoWork[]> {
  const [works, english] = await Promise.all([
    read<DemoWork[]>(collection, 'works.json'),
    read<Record<string, string>>('subjects.json'),
  ]);
  return works.map(({ values, ...work }) => ({
    ...work,
    values: { ...values, ...inEnglish(values['subject'], english) },
  }));
}

function inEnglish(subjects: Json[] | undefined, english: Record<string, string>): { subject?: Json[] } {
  if (!subjects) return {};
  return {
    subject: subjects.map((given) => {
      const row = given as { text: string };
      const en = english[row.text];
      return en === undefined ? row : { ...row, label: { 'zh-CN': row.text, en } };
    }),
  };
}
