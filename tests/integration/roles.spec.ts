import type { CollectionSchema } from '../../server/contract/collection.js';
import { type CoreKey, isCommon } from '../../server/contract/field.roles.js';
import { systemCaller, type Caller } from '../../server/contract/caller.js';
import type { FamilyMember, FamilyView } from '../../server/contract/reader.js';
import type { Values } from '../../server/contract/values.js';
import { FamilyService } from '../../server/modules/catalog/family.service.js';
import { PublishedService } from '../../server/modules/catalog/published.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

type Loose = ReturnType<typeof JSON.parse>;

/** What the platform knows of a field is its role: a library names its fields as it likes. */
describe('roles of fields', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let base: string;
  /** A record, by which it is said what somebody did. */
  let press: string;
  let number = 0;
  /** By the keys that the template gave. */
  const ids = new Map<string, string>();
  const reader: Caller = { ...systemCaller('reader'), grants: [], labels: ['public'] };

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'rubbing');
    admin = seeded.admin;
    base = `/collections/${seeded.collection.pid}`;
    for (const { key, id } of seeded.collection.schema.fields) ids.set(key, id);
    const agent = { library: seeded.library.pid, kind: 'body', name: { 'zh-CN': '有正書局' } };
    press = good(await admin.post('/agents', agent)).pid as string;
  });
  afterAll(async () => app?.stop());

  const id = (key: string): string => ids.get(key)!;

  async function save(change: (next: CollectionSchema) => void, revision = 0) {
    const { schema: document, schemaVersion: baseVersion } = structuredClone(good(await admin.get(base))) as Loose;
    change(document);
    return admin.put(`${base}/drafts/schema`, { baseVersion, revision, document });
  }
  async function publishDesign(change: (next: CollectionSchema) => void): Promise<void> {
    const { revision } = good(await save(change));
    good(await admin.post(`${base}/drafts/publish`, { schema: revision }));
    await app.finishWork();
  }
  async function published(title: string, more: Values, from?: { item: string; kind: string }): Promise<Loose> {
    const { schema } = good(await admin.get(base)) as Loose;
    const begun = good(
      await admin.post(`${base}/items`, from ? { from } : { values: completeValues(schema, title, `R-${++number}`) }),
    );
    const values = { ...completeValues(schema, title), ...(begun.values as Values), ...more };
    if (from) number++;
    for (const key of ['title', 'identifier']) values[id(key)] = completeValues(schema, title, `R-${number}`)[id(key)]!;
    const kept = good(await admin.put(`/items/${begun.pid}`, { version: begun.version, values }));
    good(await admin.post(`/items/${begun.pid}/publish`, { version: kept.version }));
    return { ...kept, begunWith: begun.values };
  }
  const titles = (members: FamilyMember[]): unknown[] =>
    members.map(({ card, groups }) => [card.title.parts[0], ...groups.flatMap((group) => titles(group.members))]);
  const factsIn = (members: FamilyMember[]): unknown[] =>
    members.map(({ facts, groups }) => [
      facts.map(({ label, values }) => [label, values.map(({ text }) => text)]),
      ...groups.flatMap((group) => factsIn(group.members)),
    ]);

  /** All that hangs on what fields mean, of one stone with its impressions. */
  async function seenOf(stone: Loose, impression: Loose): Promise<Loose> {
    const view = (await app.app.get(FamilyService).of(reader, stone.pid, { size: 12, rest: 1 })) as FamilyView;
    const { item } = await app.app
      .get(PublishedService)
      .view(reader, await app.app.get(PublishedService).begin(reader, impression.pid));
    const page = await app.visitor().get(`!/a/${press}`);
    const data = /<script type="application\/json" id="page-data">(.*?)<\/script>/s.exec(page.text)![1]!;
    const records: string[] = [];
    for (const format of ['dc', 'mods', 'marc21', 'cnmarc', 'jsonld'])
      records.push((await app.visitor().get(`/items/${impression.pid}/record/${format}`)).text);
    return {
      order: titles(view.heads),
      facts: factsIn(view.heads),
      citation: item.citation,
      relations: JSON.parse(data).content.items.relations,
      records: records.map((text) => text.replace(/\d{14}\.\d|\d{8}(?=[^\d])/g, 'day')),
    };
  }

  it('are what everything goes by: with every key another one, nothing is different', async () => {
    const stone = await published('越州刺史德政碑', {
      [id('erected')]: [{ value: { raw: '開元十二年' } }],
      [id('stoneAgent')]: [{ value: { name: '賀知章', dynasty: '唐', role: '撰' } }],
      [id('publisher')]: [{ value: { name: '越州官署' } }],
    });
    const impression = (title: string, rubbed: string) =>
      published(
        title,
        {
          [id('rubbed')]: [{ value: { raw: rubbed } }],
          [id('publisher')]: [{ value: { name: '有正書局', ref: press } }],
          [id('loss')]: [{ value: `${title}泐三字` }],
          [id('callNo')]: [{ value: { number: `碑 ${title}` } }],
        },
        { item: stone.pid, kind: 'impression-of' },
      );
    const late = await impression('民國拓', '民國十年');
    await impression('明拓', '明嘉靖');
    const before = await seenOf(stone, late);
    expect(before.order).toEqual([['越州刺史德政碑', ['明拓'], ['民國拓']]]);
    expect(before.citation.publisher).toBe('有正書局');
    expect(before.relations).toMatchObject([{ label: '出版刊刻者', items: 2 }]);
    const handed = Object.keys(late.begunWith).sort();
    expect(handed).toEqual(expect.arrayContaining([id('erected'), id('stoneAgent')]));

    await publishDesign((next) => {
      for (const [at, field] of next.fields.entries()) field.key = `renamed${(at * 37) % 401}`;
    });
    expect(await seenOf(stone, late)).toEqual(before);
    const middle = await impression('清拓', '清道光');
    expect(Object.keys(middle.begunWith).sort()).toEqual(handed);
    expect((await seenOf(stone, late)).order).toEqual([['越州刺史德政碑', ['明拓'], ['清拓'], ['民國拓']]]);
  });

  it('can be chosen once where one is needed, are refused where nobody knows them, and are told in differences', async () => {
    const role = (core: CoreKey) => (next: CollectionSchema) =>
      void (next.fields.find((field) => field.id === id('stoneLocation'))!.core = core);
    const twice = good(await save(role('rubbed')));
    expect(good(await admin.get(`${base}/drafts/problems`)).rows).toMatchObject([
      { path: 'fields', code: 'field.core-twice', params: { value: 'rubbed' } },
      {
        path: `fields.${id('stoneLocation')}.core`,
        code: 'field.core-unfit',
        params: { value: 'rubbed', type: 'place', need: 'days' },
      },
    ]);
    const refused = await admin.post(`${base}/drafts/publish`, { schema: twice.revision });
    expect(refused.body.code).toBe('config.invalid');
    const shared = good(await save(role('findspot'), twice.revision));
    expect(good(await admin.get(`${base}/drafts/problems`)).rows).toEqual([]);
    const unknown = await save(role('horoscope' as CoreKey), shared.revision);
    expect([400, 422]).toContain(unknown.status);
    good(await admin.delete(`${base}/drafts/schema?revision=${shared.revision}`));
  });

  it('travel with the file, and a file from before roles gets them by the keys of its template', async () => {
    const other = good(
      await admin.post(`/libraries/${seeded.library.pid}/collections`, {
        template: 'ancient-book',
        slug: 'guji',
        name: { 'zh-CN': '古籍' },
      }),
    );
    const file = good(await admin.get(`/collections/${other.pid}/export`)) as Loose;
    expect(file.version).toBe(3);
    const rolesOf = (fields: Loose[]) => fields.map(({ key, core }) => `${key} ${core}`);
    const taken = async (slug: string, sent: Loose) =>
      rolesOf(
        good(
          await admin.post(`/libraries/${seeded.library.pid}/collections/import`, {
            slug,
            file: sent,
            audiences: ['public'],
          }),
        ).schema.fields as Loose[],
      );
    const all = rolesOf(file.schema.fields);
    expect(all).toEqual(expect.arrayContaining(['siku class', 'class otherClass', 'source recordSource']));
    expect(await taken('guji-2', file)).toEqual(all);
    const before = structuredClone(file);
    before.version = 1;
    for (const field of before.schema.fields) if (field.core && !isCommon(field.core)) delete field.core;
    expect(await taken('guji-1', before)).toEqual(all);
    const clone = good(
      await admin.post(`/collections/${other.pid}/clone`, {
        library: seeded.library.pid,
        slug: 'guji-3',
        name: { 'zh-CN': '古籍三' },
        audiences: ['public'],
      }),
    );
    expect(rolesOf(clone.schema.fields as Loose[])).toEqual(all);
  });
});
