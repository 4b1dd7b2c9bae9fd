import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { good, makePlatformAdmin, seedCollection, type SeededCollection, seedPassword } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';

/** Documents as a client of the API holds them: of whatever shape its answer had. */
type Loose = ReturnType<typeof JSON.parse>;

/** Two installations, each with a database and a server of its own; all that passes between them is a file. */
describe('a configuration is carried to another installation', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-carried-'));
  const carried = path.join(folder, 'jinshi.linlang.json');
  let here: TestPlatform;
  let there: TestPlatform;
  let seeded: SeededCollection;
  let guest: Visitor;
  let library: { pid: string };
  /** Everything that means something here and nothing there. */
  const ours: string[] = [];
  let kindOfStone: { id: string; vocabulary: string };

  beforeAll(async () => {
    [here, there] = await Promise.all([
      startPlatform({ servers: 1, workers: 0 }),
      startPlatform({ servers: 1, workers: 0 }),
    ]);
    seeded = await seedCollection(here.url, here.databaseUrl, 'rubbing');
    guest = new Visitor(there.url);
    good(await guest.signIn(await makePlatformAdmin(there.databaseUrl, 'guest@example.org'), seedPassword));
    library = good(await guest.post('/libraries', { slug: 'liangzhu', name: { 'zh-CN': '良渚圖書館' } }));
  });
  afterAll(async () => {
    await Promise.all([here?.stop(), there?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const base = () => `/collections/${seeded.collection.pid}`;
  const term = async (visitor: Visitor, vocabulary: string, code: string, zh: string, parent?: string) =>
    good(
      await visitor.post(`/vocabularies/${vocabulary}/terms`, {
        code,
        label: { 'zh-CN': zh },
        ...(parent ? { parent } : {}),
      }),
    );
  const vocabularyOf = async (visitor: Visitor, owner: string, key: string): Promise<Loose> =>
    good(await visitor.get(`/vocabularies?library=${owner}`)).rows.find((row: Loose) => row.key === key);
  const termsOf = async (visitor: Visitor, owner: string, key: string): Promise<[string, string | null][]> => {
    const { pid } = await vocabularyOf(visitor, owner, key);
    const { rows } = good(await visitor.get(`/vocabularies/${pid}/terms`));
    return rows.map((row: Loose) => [row.code, row.parent]);
  };
  const send = (file: unknown, slug: string) =>
    guest.post(`/libraries/${library.pid}/collections/import`, { file, slug });
  const file = (): Loose => JSON.parse(readFileSync(carried, 'utf8'));

  it('is designed here: a tree of terms, a compound field, mappings, facets, defaults', async () => {
    const { admin } = seeded;
    const tops = good(
      await admin.post('/vocabularies', { library: seeded.library.pid, key: 'stele-tops', name: { 'zh-CN': '碑首' } }),
    );
    await term(admin, tops.pid, 'chi', '螭首');
    await term(admin, tops.pid, 'six', '六螭', 'chi');
    await term(admin, tops.pid, 'six-ball', '六螭拱珠', 'six');
    const carver = good(
      await admin.post('/agents', { library: seeded.library.pid, kind: 'person', name: { 'zh-CN': '茅紹之' } }),
    );
    const { schema, presentation } = good(await admin.get(base()));
    kindOfStone = schema.fields.find((field: Loose) => field.key === 'stoneType');
    // A word that this platform has added to a vocabulary of the platform's.
    const shared = await vocabularyOf(admin, seeded.library.pid, kindOfStone.vocabulary);
    await term(admin, shared.pid, 'boundary', '界碑');
    const title = schema.fields.find((field: Loose) => field.core === 'title').id;
    const item = good(await admin.post(`${base()}/items`, { values: { [title]: [{ value: '舊藏' }] } }));
    schema.fields.find((field: Loose) => field.key === 'loss').removed = true;
    schema.fields.push(
      {
        id: 'steletop01',
        key: 'top',
        label: { 'zh-CN': '碑首', en: 'Top' },
        type: 'compound',
        repeatable: true,
        mapping: { dc: 'format', cnmarc: '215$c', marc21: '340$a', mods: 'physicalDescription', schemaOrg: 'material' },
        options: {
          parts: [
            { key: 'form', label: { 'zh-CN': '形制' }, type: 'term', vocabulary: 'stele-tops' },
            { key: 'words', label: { 'zh-CN': '額題' }, type: 'text' },
          ],
        },
      },
      {
        id: 'cutter0001',
        key: 'cutter',
        label: { 'zh-CN': '刻工' },
        type: 'agent',
        initial: [{ value: { name: '茅紹之', role: '刻', ref: carver.pid } }],
        shownWhen: { field: kindOfStone.id, any: ['boundary'] },
      },
      {
        id: 'kindred001',
        key: 'kindred',
        label: { 'zh-CN': '同出' },
        type: 'link',
        initial: [{ value: { item: item.pid, title: '舊藏' } }],
      },
    );
    schema.groups[0].fields.push('steletop01', 'cutter0001', 'kindred001');
    presentation.facets.push({ field: 'steletop01', kind: 'terms', limit: 5, sort: 'vocabulary' });
    presentation.page.groups[0].fields.push('steletop01');
    presentation.home = [{ kind: 'featured', options: { items: [item.pid], title: '鎮館' } }];
    const parts = { schema, presentation };
    const seen: Record<string, number> = {};
    for (const part of ['schema', 'presentation'] as const) {
      const body = { baseVersion: 1, revision: 0, document: parts[part] };
      seen[part] = good(await admin.put(`${base()}/drafts/${part}`, body)).revision;
    }
    good(await admin.post(`${base()}/drafts/publish`, seen));
    const removed = schema.fields.find((field: Loose) => field.key === 'loss').id;
    ours.push(seeded.library.pid, seeded.collection.pid, tops.pid, shared.pid, carver.pid, item.pid, removed);

    writeFileSync(carried, JSON.stringify(good(await admin.get(`${base()}/export`))));
  });

  it('leaves everything behind that is only here', () => {
    const text = readFileSync(carried, 'utf8');
    expect(ours.filter((id) => text.includes(id))).toEqual([]);
    expect(text).not.toContain('example.org');
    const field = (key: string) => file().schema.fields.find((one: Loose) => one.key === key);
    expect(field('cutter').initial).toEqual([{ value: { name: '茅紹之', role: '刻' } }]);
    expect(field('kindred')).not.toHaveProperty('initial');
    expect(file().presentation.home).toEqual([{ kind: 'featured', v: 1, options: { title: '鎮館' }, hidden: false }]);
    expect(file().vocabularies.map((one: Loose) => one.key)).toEqual(
      expect.arrayContaining(['stele-tops', kindOfStone.vocabulary]),
    );
  });

  it('stands there as it stood here, with vocabularies of its own, and records from here fit', async () => {
    // There, the library has half of one vocabulary already, under the same key.
    const half = good(
      await guest.post('/vocabularies', { library: library.pid, key: 'stele-tops', name: { 'zh-CN': '碑首' } }),
    );
    await term(guest, half.pid, 'gui', '圭首');
    await term(guest, half.pid, 'chi', '螭首');
    const made = good(await send(file(), 'tapian'));
    const ids = new Map<string, string>(made.schema.fields.map((field: Loose) => [field.key, field.id]));
    expect(await termsOf(guest, library.pid, 'stele-tops')).toEqual([
      ['gui', null],
      ['chi', null],
      ['six', 'chi'],
      ['six-ball', 'six'],
    ]);
    // The platform's own vocabulary there is shared by others: it is left alone, and the library has its own beside it.
    const field = (key: string) => made.schema.fields.find((one: Loose) => one.key === key);
    expect(field('stoneType').vocabulary).toBe(`${kindOfStone.vocabulary}-2`);
    const codes = (await termsOf(guest, library.pid, kindOfStone.vocabulary)).map(([code]) => code);
    expect(codes).not.toContain('boundary');
    expect((await termsOf(guest, library.pid, field('stoneType').vocabulary)).map(([code]) => code)).toEqual([
      ...codes,
      'boundary',
    ]);
    const shape = ({ key, label, type, required, repeatable, mapping, options, core }: Loose) => {
      return { key, label, type, required, repeatable, mapping, options, core };
    };
    expect(made.schema.fields.map(shape)).toEqual(file().schema.fields.map(shape));
    const were = new Map<string, string>(file().schema.fields.map((one: Loose) => [one.id, one.key]));
    expect(made.schema.fields.filter((one: Loose) => were.has(one.id))).toEqual([]);
    expect(field('cutter').shownWhen).toEqual({ field: ids.get('stoneType'), any: ['boundary'] });
    const facets = (some: Loose[], keyOf: (id: string) => string | undefined) =>
      some.map((facet) => ({ ...facet, field: keyOf(facet.field) }));
    const keyThere = (id: string) => made.schema.fields.find((one: Loose) => one.id === id)?.key;
    expect(facets(made.presentation.facets, keyThere)).toEqual(
      facets(file().presentation.facets, (id) => were.get(id)),
    );

    const records = path.join(folder, 'items.json');
    const written = [1, 2, 3].map((n) => ({
      title: [{ value: { text: `越州界碑 ${n}`, lang: 'zh-Hant' } }],
      stoneType: [{ value: { code: 'boundary' } }],
      top: [{ value: { form: { code: 'six-ball' }, words: { text: '永界' } }, certainty: 'probable' }],
    }));
    writeFileSync(records, JSON.stringify(written));
    for (const record of JSON.parse(readFileSync(records, 'utf8')) as Record<string, Loose>[]) {
      const values = Object.fromEntries(Object.entries(record).map(([key, some]) => [ids.get(key)!, some]));
      const { pid } = good(await guest.post(`/collections/${made.pid}/items`, { values }));
      const { troubles, values: kept } = good(await guest.get(`/items/${pid}`));
      expect(troubles.filter((one: Loose) => one.code !== 'value.required')).toEqual([]);
      expect(kept[ids.get('stoneType')!][0].value).toMatchObject({ code: 'boundary', label: { 'zh-CN': '界碑' } });
      expect(kept[ids.get('top')!]).toMatchObject([
        { value: { form: { code: 'six-ball' }, words: { text: '永界' } }, certainty: 'probable' },
      ]);
    }
    // Taken in again, it makes nothing twice.
    const before = good(await guest.get(`/vocabularies?library=${library.pid}`)).rows.length;
    const again = good(await send(file(), 'tapian-2'));
    const second = good(await guest.get(`/vocabularies?library=${library.pid}`)).rows.length;
    expect([second - before, again.schema.fields.length]).toEqual([0, made.schema.fields.length]);
  });

  it('is refused with the place and the reason where it does not fit, and makes nothing then', async () => {
    const refused = async (given: unknown) => {
      const reply = await send(given, 'other');
      return [reply.status, ...(reply.body.fields ?? []).map((field: Loose) => `${field.path} ${field.code}`)];
    };
    const but = (change: (copy: Loose) => void) => {
      const copy = file();
      change(copy);
      return copy;
    };
    const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const count = async () => good(await guest.get(`/vocabularies?library=${library.pid}`)).rows.length;
    const before = await count();
    expect(await refused('text')).toEqual([422, 'file file.not-config']);
    expect(await refused(but((copy) => (copy.version = 9)))).toEqual([422, 'file.version file.other-version']);
    expect(await refused(but((copy) => (copy.schema.fields[0].options = { deep: deep(50) })))).toEqual([
      422,
      'file file.too-deep',
    ]);
    // What no JSON of ours is deep enough for is not read at all.
    expect(await refused(but((copy) => (copy.schema.fields[0].options = { deep: deep(3000) })))).toEqual([400]);
    const [first] = file().schema.fields;
    expect(await refused(but((copy) => (copy.schema.fields[0].type = 'horoscope')))).toContain(
      `fields.${first.id}.type field.unknown-type`,
    );
    expect(await refused(but((copy) => (copy.extra = 1)))).toEqual([422, 'file shape.unknown-key']);
    expect(await refused(but((copy) => delete copy.schema.fields[1].key))).toEqual([
      422,
      'file.schema.fields.1.key shape.missing',
    ]);
    expect(await refused(but((copy) => (copy.vocabularies[0].terms[0].parent = 'nobody')))).toEqual([
      422,
      expect.stringContaining('term.no-parent'),
    ]);
    const without = but((copy) => {
      copy.vocabularies = copy.vocabularies.filter((one: Loose) => one.key !== 'stele-tops');
      copy.vocabularies.push({ key: 'brand-new', name: { 'zh-CN': '新' }, ordered: false, terms: [] });
      copy.schema.fields.find((one: Loose) => one.key === 'top').options.parts[0].vocabulary = 'nowhere';
    });
    expect(await refused(without)).toEqual([422, 'fields.steletop01.vocabulary field.unknown-vocabulary']);
    expect(await count()).toBe(before);
    expect(good(await guest.get(`/collections?library=${library.pid}&mine=true`)).rows).toHaveLength(2);
  });
});
