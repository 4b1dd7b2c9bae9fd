import { AlsoKnownService } from '../../server/modules/authority/also.known.service.js';
import { AuthorityService } from '../../server/modules/authority/authority.service.js';
import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { completeValues, good, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import type { Place } from '../support/world.js';

interface Record {
  pid: string;
  version: number;
}

describe('keeping records', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let cataloger: Visitor;
  let stranger: Visitor;
  let other: Place;
  let own: Place;

  beforeAll(async () => {
    ({ app, seeded, admin, cataloger, stranger, other, own } = await authorityDesk());
  });
  afterAll(async () => app?.stop());

  const agent = async (who: Visitor, library: string | null, name: string): Promise<Record> =>
    good(await who.post('/agents', { library, name: { 'zh-CN': name } }));
  const sender = () => seeded.collection.schema.fields.find((one) => one.key === 'sender')!;
  const from = async (title: string, name: string, ref: string): Promise<Record> =>
    good(
      await cataloger.post(`/collections/${seeded.collection.pid}/items`, {
        values: {
          ...completeValues(seeded.collection.schema, title),
          [sender().id]: [{ value: { name, ref, role: '寄' } }],
        },
      }),
    );
  const use = async (who: Visitor, pid: string, kind = 'agent') =>
    good(await who.get(`/authorities/${kind}/${pid}/use`));
  const reindexing = () =>
    app.database.query<{ refs: string[]; libraryId: number | null }>(
      `SELECT payload->'refs' AS refs, library_id AS "libraryId" FROM job WHERE kind = 'search.reindex' AND state = 'queued'`,
    );

  it('lists records by owner and kind', async () => {
    await agent(admin, null, '平台人物');
    const mine = await agent(cataloger, own.pid, '本馆人物');
    good(await cataloger.post('/agents', { library: own.pid, name: { 'zh-CN': '本馆机构' }, kind: 'body' }));
    const names = async (query: string) =>
      good(await cataloger.get(`/agents?${query}`)).rows.map((row: { name: { 'zh-CN': string } }) => row.name['zh-CN']);
    expect(await names('owner=platform')).toEqual(['平台人物']);
    expect((await names('owner=library')).sort()).toEqual(['本馆人物', '本馆机构']);
    expect(await names('kind=body')).toEqual(['本馆机构']);
    expect(good(await stranger.get('/agents?owner=library')).rows).toEqual([]);
    expect((await stranger.get(`/authorities/agent/${mine.pid}/use`)).body.code).toBe('agent.not-found');
  });

  it('calls a vocabulary otherwise, and deletes one that nothing chooses from', async () => {
    const make = async (key: string) =>
      good(await cataloger.post('/vocabularies', { library: own.pid, key, name: { 'zh-CN': '印式' } }));
    const { pid, version } = await make('seal-forms');
    const below = { code: 'manbaiwen', label: { 'zh-CN': '满白文' }, parent: 'yinwen' };
    good(await cataloger.post(`/vocabularies/${pid}/terms`, { code: 'yinwen', label: { 'zh-CN': '阴文' } }));
    good(await cataloger.post(`/vocabularies/${pid}/terms`, below));
    const rename = (now: number) =>
      cataloger.patch(`/vocabularies/${pid}`, { version: now, name: { 'zh-CN': '印章形式', en: 'Seal forms' } });
    expect((await rename(version)).body.code).toBe('authority.changed');
    const renamed = good(await rename(version + 2));
    expect(renamed).toMatchObject({ key: 'seal-forms', name: { 'zh-CN': '印章形式' }, terms: 2, version: version + 3 });
    expect((await stranger.patch(`/vocabularies/${pid}`, { version: 1, name: { en: 'x' } })).status).toBe(404);

    const base = `/collections/${seeded.collection.pid}`;
    const { schema, schemaVersion } = good(await admin.get(base));
    const field = {
      id: 'sealform01',
      key: 'sealForm',
      label: { 'zh-CN': '印式' },
      type: 'term',
      vocabulary: 'seal-forms',
    };
    const document = { ...schema, fields: [...schema.fields, field] };
    const draft = good(await admin.put(`${base}/drafts/schema`, { baseVersion: schemaVersion, revision: 0, document }));
    const remove = (now: number) => cataloger.delete(`/vocabularies/${pid}?version=${now}`);
    // Somebody is only designing with it: they would lose it all the same.
    expect((await remove(renamed.version)).body).toMatchObject({
      code: 'vocabulary.chosen-from',
      params: { collections: '名人信札' },
    });
    good(await admin.delete(`${base}/drafts/schema?revision=${draft.revision}`));
    expect((await remove(version)).body.code).toBe('authority.changed');
    good(await remove(renamed.version));
    expect((await cataloger.get(`/vocabularies/${pid}/terms`)).body.code).toBe('vocabulary.not-found');
    expect((await make('seal-forms')).terms).toBe(0);

    const shipped = good(await admin.get('/vocabularies')).rows.find((row: { key: string }) => row.key === 'siku');
    expect((await cataloger.delete(`/vocabularies/${shipped.pid}?version=${shipped.version}`)).status).toBe(403);
    expect((await admin.delete(`/vocabularies/${shipped.pid}?version=${shipped.version}`)).body.code).toBe(
      'vocabulary.shipped',
    );
  });

  it('shows where a record is used, to those who may see it, and keeps it from being deleted', async () => {
    const shared = await agent(admin, null, '俞樾');
    const item = await from('致俞樾', '俞樾', shared.pid);
    expect(await use(cataloger, shared.pid)).toMatchObject({
      items: 1,
      mayEdit: false,
      published: 0,
      rows: [
        {
          pid: item.pid,
          title: '致俞樾',
          state: 'draft',
          public: false,
          collection: { pid: seeded.collection.pid },
          as: [{ role: '寄', field: sender().label }],
        },
      ],
    });
    expect(await use(stranger, shared.pid)).toMatchObject({ items: 0, rows: [] });
    const path = `/authorities/agent/${shared.pid}?version=1`;
    expect((await cataloger.delete(path)).body.code).toBe('access.denied');
    expect((await admin.delete(path)).body).toMatchObject({ code: 'authority.used', params: { items: 1 } });
    const unused = await agent(cataloger, own.pid, '无人提及');
    expect((await stranger.delete(`/authorities/agent/${unused.pid}?version=1`)).body.code).toBe('agent.not-found');
    expect((await cataloger.delete(`/authorities/agent/${unused.pid}?version=2`)).body.code).toBe('authority.changed');
    good(await cataloger.delete(`/authorities/agent/${unused.pid}?version=1`));
    expect((await cataloger.get(`/agents/${unused.pid}`)).status).toBe(404);
  });

  it('merges one record into another, says first what that touches, and takes it back', async () => {
    const [kept, gone] = [await agent(cataloger, own.pid, '纪昀'), await agent(cataloger, own.pid, '纪晓岚')];
    const item = await from('致纪晓岚', '纪晓岚', gone.pid);
    good(await admin.post(`/items/${item.pid}/publish`, { version: item.version }));
    const typed = await from('另一封', '纪昀', kept.pid);
    good(
      await cataloger.put(`/items/${typed.pid}/draft`, {
        baseVersion: typed.version,
        values: { [sender().id]: [{ value: { name: '纪晓岚', ref: gone.pid } }] },
      }),
    );
    const path = `/authorities/agent/${gone.pid}`;
    expect(good(await cataloger.get(`${path}/merging?into=${kept.pid}`))).toMatchObject({
      items: 1,
      published: 1,
      drafts: 1,
      sample: [{ pid: item.pid }],
    });
    await app.database.query(`DELETE FROM job WHERE kind = 'search.reindex'`);
    const { job } = good(await cataloger.post(`${path}/merge`, { into: kept.pid, version: gone.version }));
    expect(job).not.toBeNull();
    expect(await reindexing()).toEqual([{ refs: [gone.pid], libraryId: own.id }]);
    const means = async () =>
      (await app.app.get(AuthorityService).resolve('agent', [gone.pid], own.id)).get(gone.pid)!.pid;
    expect(await means()).toBe(kept.pid);
    expect(await use(cataloger, kept.pid)).toMatchObject({ items: 2, merged: [{ pid: gone.pid, version: 2 }] });
    expect(await use(cataloger, gone.pid)).toMatchObject({ mergedInto: { pid: kept.pid } });
    expect((await cataloger.delete(`/authorities/agent/${kept.pid}?version=1`)).body.params).toMatchObject({
      merged: 1,
    });
    expect((await cataloger.post(`${path}/merge`, { into: kept.pid, version: 2 })).body.code).toBe('authority.merged');
    expect((await stranger.post(`${path}/unmerge`, { version: 2 })).body.code).toBe('agent.not-found');

    await app.database.query(`DELETE FROM job WHERE kind = 'search.reindex'`);
    expect((await cataloger.post(`${path}/unmerge`, { version: 1 })).body.code).toBe('authority.changed');
    good(await cataloger.post(`${path}/unmerge`, { version: 2 }));
    expect(await reindexing()).toEqual([{ refs: [gone.pid], libraryId: own.id }]);
    expect(await means()).toBe(gone.pid);
    expect(await use(cataloger, kept.pid)).toMatchObject({ items: 1, merged: [] });
    expect(good(await cataloger.get(`/items/${item.pid}`)).values[sender().id][0].value.ref).toBe(gone.pid);
    expect((await cataloger.post(`${path}/unmerge`, { version: 3 })).body.code).toBe('authority.not-merged');
  });

  it('never reaches another library', async () => {
    const shared = await agent(admin, null, '陆游');
    const mine = await agent(cataloger, own.pid, '陆放翁');
    const theirs = await agent(stranger, other.pid, '陆务观');
    const merge = (who: Visitor, from: Record, into: Record) =>
      who.post(`/authorities/agent/${from.pid}/merge`, { into: into.pid, version: from.version });
    expect((await merge(cataloger, mine, theirs)).body.code).toBe('agent.not-found');
    expect((await merge(cataloger, shared, mine)).body.code).toBe('access.denied');
    expect((await merge(admin, mine, theirs)).body.code).toBe('authority.merge-across');
    expect((await merge(admin, shared, mine)).body.code).toBe('authority.merge-across');
    expect((await merge(cataloger, mine, mine)).body.code).toBe('authority.merge-across');
    good(await merge(cataloger, mine, shared));
    good(await merge(stranger, theirs, shared));
    expect((await use(cataloger, shared.pid)).merged).toMatchObject([{ pid: mine.pid }]);
    // The name that another library gave does not become known through the platform's record.
    const { known } = await app.app
      .get(AlsoKnownService)
      .records(['陆游'], { libraries: [own.id], labels: ['public'], collections: [] });
    const others = known.get('陆游')![0]!.others.map(({ text }) => text);
    expect(others).toContain('陆放翁');
    expect(others).not.toContain('陆务观');
  });

  it('merges terms within their list, with what stands below them, and orders them', async () => {
    const list = good(await cataloger.post('/vocabularies', { library: own.pid, key: 'zhidi', name: { zh: '质地' } }));
    const add = async (code: string, parent?: string): Promise<Record> =>
      good(
        await cataloger.post(`/vocabularies/${list.pid}/terms`, {
          code,
          label: { zh: code },
          ...(parent ? { parent } : {}),
        }),
      );
    const [paper, zhi] = [await add('paper'), await add('zhi')];
    const [xuan, pi] = [await add('xuan', 'zhi'), await add('pi', 'zhi')];
    const merge = (from: Record, into: Record, version: number) =>
      cataloger.post(`/authorities/term/${from.pid}/merge`, { into: into.pid, version });
    expect((await merge(zhi, xuan, 1)).body.code).toBe('term.ring');
    expect((await cataloger.delete(`/authorities/term/${zhi.pid}?version=1`)).body.params).toMatchObject({ terms: 2 });
    good(await merge(zhi, paper, 1));
    const tree = async () =>
      good(await cataloger.get(`/vocabularies/${list.pid}/terms`)).rows.map(
        (term: { code: string; parent: string | null }) => [term.code, term.parent],
      );
    expect(await tree()).toEqual(expect.arrayContaining([['xuan', 'paper'], ['pi', 'paper'], ['paper', null]])); // prettier-ignore
    const terms = async () => (await app.app.get(AuthorityService).terms('zhidi', own.id))!;
    expect((await terms()).get('zhi')!.code).toBe('paper');
    expect((await terms()).get('xuan')!.parents).toEqual(['paper']);
    expect((await cataloger.patch(`/terms/${paper.pid}`, { version: 1, parent: 'xuan' })).body.code).toBe('term.ring');
    good(await cataloger.patch(`/terms/${pi.pid}`, { version: 1, before: 'xuan' }));
    expect((await terms()).terms.map(({ code }) => code)).toEqual(['paper', 'pi', 'xuan']);
    good(await cataloger.post(`/authorities/term/${zhi.pid}/unmerge`, { version: 2 }));
    expect((await terms()).get('xuan')!.parents).toEqual(['zhi']);
    expect((await terms()).terms.map(({ code }) => code)).toEqual(['paper', 'zhi', 'pi', 'xuan']);
  });
});
