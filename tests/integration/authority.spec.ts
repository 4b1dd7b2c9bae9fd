import { AuthorityService } from '../../server/modules/authority/authority.service.js';
import { VocabularySeeder } from '../../server/modules/authority/vocabulary.seeder.js';
import { shippedVocabularies } from '../../server/modules/authority/vocabularies/index.js';
import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { completeValues, good, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import type { Place } from '../support/world.js';

describe('names under control', () => {
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

  const suggest = async (who: Visitor, query: string) =>
    good(await who.get(`/authorities/suggestions?${query}`)).rows as {
      code: string;
      ref: string;
      label: Record<string, string>;
      matched: string | null;
      description: string;
      same?: true;
    }[];

  it('ships vocabularies once, and keeps what people have changed', async () => {
    const { rows } = good(await admin.get('/vocabularies'));
    expect(rows.map((row: { key: string }) => row.key)).toEqual(shippedVocabularies.map((one) => one.key));
    const siku = rows.find((row: { key: string }) => row.key === 'siku');
    const terms = good(await admin.get(`/vocabularies/${siku.pid}/terms`)).rows as {
      pid: string;
      code: string;
      version: number;
      parent: string;
    }[];
    expect(terms.find((term) => term.code === 'jing-yi')!.parent).toBe('jing');
    const jing = terms.find((term) => term.code === 'jing')!;
    good(await admin.patch(`/terms/${jing.pid}`, { version: 1, label: { 'zh-CN': '经部（本馆）' } }));
    await app.database.query(`DELETE FROM platform_setting WHERE key = 'authority.vocabularies'`);
    await app.app.get(VocabularySeeder).seed(shippedVocabularies);
    const label = await app.app.get(AuthorityService).label('siku', 'jing', null);
    expect(label).toEqual({ 'zh-CN': '经部（本馆）' });
    const count = await app.database.one<{ n: number }>(
      `SELECT count(*) AS n FROM term t JOIN vocabulary v ON v.id = t.vocabulary_id WHERE v.key = 'siku'`,
    );
    expect(count!.n).toBe(terms.length);
    expect((await admin.patch(`/terms/${jing.pid}`, { version: 1, label: { zh: 'x' } })).body.code).toBe(
      'authority.changed',
    );
  });

  it('suggests by either script, pinyin and initials', async () => {
    const first = async (q: string) =>
      (await suggest(cataloger, `kind=term&vocabulary=edition-type&q=${encodeURIComponent(q)}`))[0]?.code;
    expect(await first('刻本')).toBe('ke');
    expect(await first('寫本')).toBe('xie');
    expect(await first('shiyin')).toBe('shiyin');
    expect(await first('刊本')).toBe('ke');
    expect(await suggest(cataloger, 'kind=term&vocabulary=siku&q=&limit=50')).toHaveLength(50);
  });

  it('lets a library make its own names, for itself alone', async () => {
    const made = good(
      await cataloger.post('/agents', {
        library: own.pid,
        name: { 'zh-CN': '沈砚农' },
        dynasty: '清',
        birthYear: 1851,
        variants: ['硯農', '湖上客'],
      }),
    );
    const found = await suggest(cataloger, `kind=agent&library=${own.pid}&q=${encodeURIComponent('湖上客')}`);
    expect(found).toMatchObject([{ ref: made.pid, matched: '湖上客', label: { 'zh-CN': '沈砚农' } }]);
    expect(found[0]!.description).toContain('清 · 1851–?');
    expect(await suggest(cataloger, `kind=agent&library=${own.pid}&q=shenyan`)).toHaveLength(1);
    // Whoever is about to make the same one again is told, in whichever characters they write.
    const same = async (q: string) =>
      (await suggest(cataloger, `kind=agent&library=${own.pid}&q=${encodeURIComponent(q)}`)).map((row) => row.same);
    expect([await same('沈硯農'), await same('沈砚农'), await same('硯农'), await same('沈砚')]).toEqual([
      [true],
      [true],
      [true],
      [undefined],
    ]);
    expect(await suggest(stranger, `kind=agent&library=${other.pid}&q=${encodeURIComponent('沈')}`)).toEqual([]);
    expect((await stranger.get(`/authorities/suggestions?kind=agent&library=${own.pid}`)).status).toBe(404);
    expect((await stranger.get(`/agents/${made.pid}`)).body.code).toBe('agent.not-found');
    expect((await stranger.patch(`/agents/${made.pid}`, { version: 1, dynasty: '明' })).status).toBe(404);
    expect(good(await stranger.get('/agents')).rows).toEqual([]);
    const resolved = await app.app.get(AuthorityService).resolve('agent', [made.pid], other.id);
    expect(resolved.size).toBe(0);

    const changed = good(
      await cataloger.patch(`/agents/${made.pid}`, { version: 1, deathYear: 1932, name: { 'zh-CN': '沈硯農' } }),
    );
    expect(changed).toMatchObject({ deathYear: 1932, dynasty: '清', version: 2, library: { pid: own.pid } });
    expect((await cataloger.patch(`/agents/${made.pid}`, { version: 1 })).body.code).toBe('authority.changed');
  });

  it('leaves the platform’s names to the platform', async () => {
    const body = {
      library: null,
      name: { 'zh-CN': '杭州' },
      latitude: 30.27,
      longitude: 120.15,
      modernName: { 'zh-CN': '杭州市' },
    };
    expect((await cataloger.post('/places', body)).body.code).toBe('access.denied');
    const place = good(await admin.post('/places', body));
    expect(place.library).toBeNull();
    expect((await cataloger.patch(`/places/${place.pid}`, { version: 1, latitude: 0 })).body.code).toBe(
      'access.denied',
    );
    expect(await suggest(stranger, `kind=place&library=${other.pid}&q=hangzhoushi`)).toMatchObject([
      { ref: place.pid },
    ]);
    expect(await suggest(stranger, `kind=place&library=${other.pid}&q=${encodeURIComponent('%')}`)).toEqual([]);
  });

  it('follows merges wherever a record points', async () => {
    const make = async (name: string) =>
      good(await admin.post('/agents', { library: null, name: { 'zh-CN': name } })) as { pid: string };
    const [kept, gone] = [await make('纪昀'), await make('纪晓岚')];
    await app.database.query('UPDATE agent SET merged_into = (SELECT id FROM agent WHERE pid = $1) WHERE pid = $2', [
      kept.pid,
      gone.pid,
    ]);
    const resolved = await app.app.get(AuthorityService).resolve('agent', [gone.pid], own.id);
    expect(resolved.get(gone.pid)).toMatchObject({ pid: kept.pid, name: { 'zh-CN': '纪昀' } });
    expect(await suggest(cataloger, `kind=agent&q=${encodeURIComponent('纪晓岚')}`)).toEqual([]);
  });

  it('has what uses a name indexed anew when the name changes', async () => {
    const sender = good(await cataloger.post('/agents', { library: own.pid, name: { 'zh-CN': '陈适之' } }));
    const field = seeded.collection.schema.fields.find((one) => one.key === 'sender')!;
    const values = {
      ...completeValues(seeded.collection.schema, '致沈硯農'),
      [field.id]: [{ value: { name: '陳適之', ref: sender.pid } }],
    };
    const item = good(await cataloger.post(`/collections/${seeded.collection.pid}/items`, { values }));
    expect(item.values[field.id][0].value).toMatchObject({ name: '陳適之', heading: { 'zh-CN': '陈适之' } });
    good(await admin.post(`/items/${item.pid}/publish`, { version: item.version }));
    const waiting = async () =>
      app.database.query(`SELECT payload FROM job WHERE kind = 'search.reindex' AND state = 'queued'`);
    await app.database.query(`DELETE FROM job WHERE kind = 'search.reindex'`);
    good(await cataloger.patch(`/agents/${sender.pid}`, { version: 1, birthYear: 1890 }));
    expect(await waiting()).toEqual([]);
    good(await cataloger.patch(`/agents/${sender.pid}`, { version: 2, name: { 'zh-CN': '陈适之先生' } }));
    expect(await waiting()).toEqual([{ payload: { collectionId: null, refs: [sender.pid] } }]);
    const again = good(await cataloger.put(`/items/${item.pid}`, { version: item.version + 1, values: item.values }));
    expect(again.values[field.id][0].value.heading).toEqual({ 'zh-CN': '陈适之先生' });
  });

  it('lets a library keep a vocabulary of its own under a key of the platform’s', async () => {
    const mine = good(
      await cataloger.post('/vocabularies', { library: own.pid, key: 'binding', name: { 'zh-CN': '本馆装帧' } }),
    );
    good(await cataloger.post(`/vocabularies/${mine.pid}/terms`, { code: 'special', label: { 'zh-CN': '特装' } }));
    const nested = good(
      await cataloger.post(`/vocabularies/${mine.pid}/terms`, {
        code: 'inner',
        label: { 'zh-CN': '内装' },
        parent: 'special',
      }),
    );
    const authorities = app.app.get(AuthorityService);
    expect((await authorities.terms('binding', own.id))!.terms.map((term) => [term.code, term.parents])).toEqual([
      ['special', []],
      ['inner', ['special']],
    ]);
    expect((await authorities.terms('binding', other.id))!.get('xian')).toBeDefined();
    expect(
      (await cataloger.post('/vocabularies', { library: own.pid, key: 'binding', name: { zh: '又' } })).body.code,
    ).toBe('vocabulary.key-taken');
    expect(
      (await cataloger.post(`/vocabularies/${mine.pid}/terms`, { code: 'inner', label: { zh: '又' } })).body.code,
    ).toBe('term.code-taken');
    const top = good(await cataloger.get(`/vocabularies/${mine.pid}/terms`)).rows.find(
      (term: { code: string }) => term.code === 'special',
    );
    expect((await cataloger.patch(`/terms/${top.pid}`, { version: 1, parent: 'inner' })).body.code).toBe('term.ring');
    expect((await stranger.get(`/vocabularies/${mine.pid}/terms`)).status).toBe(404);
    expect((await stranger.post(`/vocabularies/${mine.pid}/terms`, { code: 'x', label: { zh: 'x' } })).status).toBe(
      404,
    );
    expect(nested.parent).toBe('special');
  });
});
