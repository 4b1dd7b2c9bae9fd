import { startApp, type TestApp } from '../support/app.js';
import { readerView } from '../support/reader-view.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

type Loose = ReturnType<typeof JSON.parse>;

const [gate, gated, behind, inner] = ['gate000001', 'gated00001', 'behind0001', 'inner00001'];
const words = { gated: '秘閣舊題', behind: '題後小識', inner: '估價若干' };
const text = (field: string, label: string) => ({
  id: field,
  key: field.replace(/\d/g, ''),
  label: { 'zh-CN': label },
  type: 'text',
  mapping: { dc: 'description', mods: 'note', schemaOrg: 'description', cnmarc: '300$a', marc21: '500$a' },
});

/** Where a field is heard of that its record is not asked for, or that is nobody's business: nowhere. */
describe('how far a field reaches', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let anybody: Visitor;
  let base: string;
  /** 有 answers the gate, so that the rest is asked for and shown; 无 does not, and keeps the same values. */
  let open: string;
  let shut: string;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'painting');
    admin = seeded.admin;
    anybody = app.visitor();
    base = `/collections/${seeded.collection.pid}`;
    await publish('schema', (schema) => {
      schema.fields.push(
        { ...text(gate!, '有无题识'), type: 'boolean', mapping: {} },
        { ...text(gated!, '题识'), required: 'publish', shownWhen: { field: gate, any: ['true'] } },
        { ...text(behind!, '题识考'), shownWhen: { field: gated, any: [] } },
        { ...text(inner!, '估价'), internal: true, required: 'draft' },
      );
      schema.groups[0].fields.push(gate, gated, behind, inner);
    });
    await publish('presentation', (page) => {
      page.searchFields.push(gated);
      page.facets.push({ field: gated, kind: 'terms', limit: 8, sort: 'count' });
      page.sorts.push({ field: gated, direction: 'asc' });
      page.card.subtitle.push(gated);
      page.page.groups[0].fields.push(gated, behind);
    });
    open = await item('秋山圖', values(true));
    shut = await item('秋水圖', values(false));
    for (const pid of [open, shut]) await toReaders(pid);
    await app.finishWork();
  });
  afterAll(async () => app?.stop());

  async function publish(part: 'schema' | 'presentation', change: (document: Loose) => void): Promise<void> {
    const now = good(await admin.get(base));
    const document = structuredClone(now[part]);
    change(document);
    const draft = { baseVersion: now[`${part}Version`], revision: 0, document };
    const { revision } = good(await admin.put(`${base}/drafts/${part}`, draft));
    good(await admin.post(`${base}/drafts/publish`, { [part]: revision }));
  }
  const values = (answer: boolean): Loose => ({
    [gate!]: [{ value: answer }],
    [gated!]: [{ value: { text: words.gated } }],
    [behind!]: [{ value: { text: words.behind } }],
    [inner!]: [{ value: { text: words.inner } }],
  });
  const begin = (title: string, more: Loose) =>
    admin.post(`${base}/items`, { values: { ...completeValues(seeded.collection.schema, title), ...more } });
  const item = async (title: string, more: Loose) => good(await begin(title, more)).pid as string;
  const step = async (pid: string) =>
    admin.post(`/items/${pid}/publish`, { version: good(await admin.get(`/items/${pid}`)).version });
  const toReaders = async (pid: string) => good(await step(pid));
  const found = async (q: string) =>
    good(await anybody.get(`/search?q=${encodeURIComponent(q)}`)).items.map((one: Loose) => one.pid);
  /** Which of the three can be read in a text. */
  const heard = (said: string) => Object.entries(words).flatMap(([name, word]) => (said.includes(word) ? [name] : []));

  it('asks for what is required only where it is asked for at all', async () => {
    const { [gated!]: _gated, [behind!]: _behind, ...rest } = values(true);
    const lacking = await step(await item('未題圖', rest));
    expect([lacking.status, lacking.body.fields]).toEqual([
      422,
      [expect.objectContaining({ path: gated, code: 'value.required' })],
    ]);
    const blank = await step(await item('佚題圖', { ...rest, [gated!]: [{ blank: 'illegible' }] }));
    expect(blank.status).toBe(200);
    const none = await step(await item('無題圖', { ...rest, [gate!]: [{ value: false }] }));
    expect(none.status).toBe(200);
    // What a draft needs, it needs to be saved at all; an honest blank is enough.
    const { [inner!]: _inner, ...without } = rest;
    expect((await begin('未估圖', without)).body.fields).toEqual([
      expect.objectContaining({ path: inner, code: 'value.required' }),
    ]);
    expect((await begin('未估圖', { ...without, [inner!]: [{ blank: 'unknown' }] })).status).toBeLessThan(300);
  });

  it('keeps everything for those who catalog', async () => {
    for (const pid of [open, shut]) {
      expect(heard(JSON.stringify(good(await admin.get(`/items/${pid}`)).values))).toEqual(Object.keys(words));
    }
  });

  it('shows readers what their record is asked for, on its page and in its manifest', async () => {
    expect(heard(JSON.stringify(await readerView(app, open)))).toEqual(['gated', 'behind']);
    expect(heard(JSON.stringify(await readerView(app, shut)))).toEqual([]);
    const manifest = async (pid: string) => (await anybody.get(`!/iiif/${pid}/manifest`)).text;
    expect(heard(await manifest(open))).toEqual(['gated', 'behind']);
    expect(heard(await manifest(shut))).toEqual([]);
  });

  it('writes the same into records for other systems', async () => {
    for (const format of ['dc', 'mods', 'marc21', 'cnmarc', 'jsonld']) {
      const record = async (pid: string) => (await anybody.get(`/items/${pid}/record/${format}`)).text;
      expect([format, heard(await record(open))]).toEqual([format, ['gated', 'behind']]);
      expect([format, heard(await record(shut))]).toEqual([format, []]);
    }
  });

  it('finds by the same, counts the same, and puts the same on cards', async () => {
    expect(await found(words.gated)).toEqual([open]);
    expect(await found(words.behind)).toEqual([open]);
    expect(await found(words.inner)).toEqual([]);
    const all = good(await anybody.get(`/search?collection=${seeded.collection.pid}`));
    const cards = Object.fromEntries(all.items.map((one: Loose) => [one.pid, heard(JSON.stringify(one))]));
    expect([cards[open], cards[shut]]).toEqual([['gated'], []]);
    const facet = all.facets.find((one: Loose) => one.key === gated);
    expect(facet.values).toMatchObject([{ label: words.gated, count: 1 }]);
  });

  it('brings back what was kept when the answer changes', async () => {
    const head = good(await admin.get(`/items/${shut}`));
    const changed = { ...head.values, [gate!]: [{ value: true }] };
    good(await admin.put(`/items/${shut}`, { version: head.version, values: changed }));
    await toReaders(shut);
    await app.finishWork();
    expect(heard(JSON.stringify(await readerView(app, shut)))).toEqual(['gated', 'behind']);
    expect((await found(words.gated)).sort()).toEqual([open, shut].sort());
  });

  it('leads from a part of a value to the record that the part names', async () => {
    const { collection, library } = seeded;
    const seal = collection.schema.fields.find((one) => one.key === 'seal')!;
    const owner = good(
      await admin.post('/agents', { library: library.pid, kind: 'person', name: { 'zh-Hant': '沈硯農' } }),
    ).pid as string;
    const more = {
      ...values(false),
      [seal.id]: [{ value: { text: { text: '清白堂' }, owner: { name: '硯農', ref: owner } } }],
    };
    const pid = await item('有印圖', more);
    await toReaders(pid);
    const view = await readerView(app, pid);
    const shown = view.groups.flatMap((group) => group.fields).find((one) => one.id === seal.id)!.values[0]!;
    expect(shown.parts!.map(({ key, text: said, href }) => [key, said, href])).toEqual([
      ['text', '清白堂', undefined],
      ['owner', '硯農', `/a/${owner}`],
    ]);
  });
});
