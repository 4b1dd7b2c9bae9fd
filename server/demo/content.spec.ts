import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import parse from 'edtf';
import { readDate } from '../../plugins/field-date/date.reading.js';

const CONTENT = path.join(path.dirname(fileURLToPath(import.meta.url)), 'content');
const MEGABYTE = 1024 * 1024;

interface Line {
  text: string;
  box: [number, number, number, number];
}
interface Page {
  label: string;
  kind: string;
  file: string;
  poster?: string;
  captions?: string;
  width?: number;
  height?: number;
  duration?: number;
  text?: { lines: Line[] };
}
interface Value {
  text?: string;
  term?: string;
  edtf?: string;
  page?: number;
  box?: number[];
}
interface Work {
  identifier: string;
  values: Record<string, Value[]>;
  pages: Page[];
  links?: { kind: string; to: string }[];
  visibility?: Record<string, string[]>;
  toc?: { label: string; page: number }[];
  publishedOffsetDays: number;
}
interface Index {
  libraries: { slug: string; header: string; networks: string[] }[];
  collections: {
    key: string;
    library: string;
    template: string;
    featured: string[];
    works: string;
    header: string;
    categoryField: string;
  }[];
}

const read = <T>(file: string): T => JSON.parse(readFileSync(path.join(CONTENT, file), 'utf8')) as T;
const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

const index = read<Index>('index.json');
const vocabularies = new Map(
  read<{ key: string; terms: { term: string }[] }[]>('vocabularies.json').map((v) => [
    v.key,
    new Set(v.terms.map((t) => t.term)),
  ]),
);
const collections = index.collections.map((collection) => ({ collection, works: read<Work[]>(collection.works) }));
const everyWork = collections.flatMap(({ collection, works }) => works.map((work) => ({ collection, work })));

/** All faults of the material as sentences, so that a failure says what to mend. */
const faults = (check: (work: Work, key: string) => string[]): string[] =>
  everyWork.flatMap(({ collection, work }) =>
    check(work, collection.key).map((fault) => `${work.identifier}: ${fault}`),
  );

describe('the demo material', () => {
  it('fits into 26 MB', () => {
    const bytes = filesUnder(CONTENT).reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes / MEGABYTE).toBeLessThan(26);
  });

  it('shows three libraries and at least seven collections of different kinds, some 200 works', () => {
    expect(index.libraries).toHaveLength(3);
    expect(new Set(index.collections.map((c) => c.template)).size).toBeGreaterThanOrEqual(7);
    expect(everyWork.length).toBeGreaterThanOrEqual(195);
    expect(new Set(everyWork.map(({ work }) => work.identifier)).size).toBe(everyWork.length);
    expect(
      new Set(everyWork.map(({ collection, work }) => `${collection.key}/${work.values.title?.[0]?.text}`)).size,
    ).toBe(everyWork.length);
  });

  it('has at least four books of sixty pages and more, with text on every text page', () => {
    const long = everyWork.filter(({ collection, work }) => collection.key === 'guji' && work.pages.length >= 60);
    expect(long.length).toBeGreaterThanOrEqual(4);
    expect(
      faults((work) =>
        work.pages.filter((p) => p.kind === 'text' && !p.text?.lines.length).map((p) => `${p.label} is mute`),
      ),
    ).toEqual([]);
  });

  it('names files that exist, and holds no other', () => {
    const named = new Set<string>();
    for (const { collection, work } of everyWork)
      for (const page of work.pages)
        for (const file of [page.file, page.poster, page.captions])
          if (file) named.add(path.join(CONTENT, collection.key, file));
    for (const owner of [...index.libraries, ...index.collections]) named.add(path.join(CONTENT, owner.header));
    for (const file of [
      'index.json',
      'vocabularies.json',
      'authorities.json',
      'subjects.json',
      'brand/hero.jpg',
      ...index.collections.map((c) => c.works),
    ])
      named.add(path.join(CONTENT, file));
    expect([...named].filter((file) => !existsSync(file))).toEqual([]);
    expect(filesUnder(CONTENT).filter((file) => !named.has(file))).toEqual([]);
  });

  it('keeps every line and seal inside its image, and every label of a work its own', () => {
    const outside = ([x, y, w, h]: number[], page: Page): boolean =>
      x === undefined ||
      y === undefined ||
      w === undefined ||
      h === undefined ||
      w <= 0 ||
      h <= 0 ||
      x + w < 1 ||
      y + h < 1 ||
      x + w > (page.width ?? 0) + 1 ||
      y + h > (page.height ?? 0) + 1;
    expect(
      faults((work) => [
        ...work.pages.flatMap((page) =>
          (page.text?.lines ?? [])
            .filter((line) => !line.text.trim() || outside(line.box, page))
            .map((line) => `${page.label} ${line.text}`),
        ),
        ...(work.values.seal ?? [])
          .filter((seal) => seal.box && outside(seal.box, work.pages[(seal.page ?? 1) - 1] as Page))
          .map((seal) => `seal ${seal.text}`),
      ]),
    ).toEqual([]);
    expect(
      faults((work) => {
        const labels = work.pages.filter((p) => p.kind === 'text').map((p) => p.label);
        return labels.filter((label, i) => labels.indexOf(label) !== i);
      }),
    ).toEqual([]);
  });

  it('dates in valid EDTF and names only terms of its vocabularies', () => {
    expect(
      faults((work) =>
        Object.entries(work.values).flatMap(([key, list]) =>
          list.flatMap((value) => {
            if (value.edtf !== undefined) {
              try {
                parse(value.edtf);
              } catch {
                return [`${key} ${value.edtf}`];
              }
            }
            return value.term !== undefined && !vocabularies.get(key)?.has(value.term) ? [`${key}=${value.term}`] : [];
          }),
        ),
      ),
    ).toEqual([]);
  });

  it('gives the days that a date as it is written had', () => {
    expect(
      faults((work) =>
        Object.values(work.values)
          .flat()
          .flatMap((value) => {
            const { raw, edtf } = value as { raw?: string; edtf?: string };
            const readings = raw && edtf && /\d{4}-\d\d-\d\d/.test(edtf) ? readDate(raw).map((one) => one.edtf) : [];
            return readings.length === 0 || readings.includes(edtf!)
              ? []
              : [`${raw} ${edtf}, not ${readings.join(' or ')}`];
          }),
      ),
    ).toEqual([]);
  });

  it('says each subject in English, and no other', () => {
    const said = everyWork.flatMap(({ work }) => (work.values['subject'] ?? []).map(({ text }) => text!));
    const english = read<Record<string, string>>('subjects.json');
    expect(Object.keys(english).sort()).toEqual([...new Set(said)].sort());
    expect(Object.values(english).filter((one) => !/^[A-Z][\p{Script=Latin}' -]+$/u.test(one))).toEqual([]);
  });

  it('links, features and restricts only what can be', () => {
    const ids = new Set(everyWork.map(({ work }) => work.identifier));
    const missing = everyWork.flatMap(({ work }) =>
      (work.links ?? []).filter((l) => !ids.has(l.to)).map((l) => `${work.identifier} → ${l.to}`),
    );
    expect(missing).toEqual([]);
    for (const { collection, works } of collections)
      expect(collection.featured.filter((id) => !works.some((w) => w.identifier === id))).toEqual([]);
    const labels = new Set(['public', 'campus', 'member', 'on-site', 'staff']);
    const parts = new Set(['metadata', 'thumbnail', 'image', 'text', 'download', 'find']);
    expect(
      faults((work) =>
        Object.entries(work.visibility ?? {}).flatMap(([part, list]) =>
          parts.has(part) && list.every((l) => labels.has(l)) ? [] : [part],
        ),
      ),
    ).toEqual([]);
    // One of each is to be seen: text that is not found, text that is found and not shown, images with and without a thumbnail.
    const closed = everyWork.flatMap(({ work }) => (work.visibility ? [work.visibility] : []));
    const some = (chosen: (one: Record<string, string[]>) => unknown) => closed.some((one) => chosen(one) === true);
    expect([
      some(({ text, find }) => text !== undefined && find === undefined),
      some(({ text, find }) => text !== undefined && find?.includes('public')),
      some(({ image, thumbnail }) => image !== undefined && thumbnail === undefined),
      some(({ image, thumbnail }) => image !== undefined && thumbnail?.includes('public')),
    ]).toEqual([true, true, true, true]);
    expect(
      faults((work) => (work.toc ?? []).filter((t) => t.page < 1 || t.page > work.pages.length).map((t) => t.label)),
    ).toEqual([]);
  });

  it('has records for names that works write, each name for one record', () => {
    type Name = { as: string[]; name: Record<string, string>; variants: string[]; library?: string };
    const { agents, places } = read<{ agents: Name[]; places: Name[] }>('authorities.json');
    const written = new Set(
      everyWork.flatMap(({ work }) =>
        Object.values(work.values)
          .flat()
          .flatMap((value) => (value as { name?: string }).name ?? []),
      ),
    );
    for (const list of [agents, places]) {
      const names = list.flatMap(({ as }) => as);
      expect(names.filter((name) => !written.has(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      for (const one of list) {
        expect(Object.keys(one.name).sort()).toEqual(['en', 'zh-CN']);
        expect(new Set(one.variants).size).toBe(one.variants.length);
        expect(index.libraries.map(({ slug }) => slug)).toEqual(
          expect.arrayContaining(one.library ? [one.library] : []),
        );
      }
    }
  });

  it('keeps models small and recordings captioned', () => {
    for (const { collection, work } of everyWork)
      for (const page of work.pages) {
        const size = statSync(path.join(CONTENT, collection.key, page.file)).size;
        if (page.kind === 'model') expect(size).toBeLessThan(400 * 1024);
        if (page.kind === 'audio' || page.kind === 'video') {
          expect(page.duration).toBeGreaterThan(5);
          expect(readFileSync(path.join(CONTENT, collection.key, page.captions ?? ''), 'utf8')).toMatch(/^WEBVTT\n/);
        }
      }
  });
});
