import pg from 'pg';
import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { formOf } from '../support/bytes.js';
import { eventually } from '../support/eventually.js';
import { good } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** All of it in one chunk: what is kept then is kept by what goes beside it. */
describe('a file that is taken back', () => {
  let app: TestApp;
  let cataloger: Visitor;
  let library: string;

  beforeAll(async () => {
    const desk = await authorityDesk();
    [app, cataloger, library] = [desk.app, desk.cataloger, desk.own.pid];
  });
  afterAll(async () => app?.stop());

  const done = async (query: string, text: string): Promise<string> => {
    const form = formOf([{ name: 'names.csv', bytes: Buffer.from(text) }]);
    const { pid } = good(await cataloger.send('POST', `/authorities/imports?${query}`, form));
    good(await cataloger.post(`/authorities/imports/${pid}/apply`, {}));
    return pid;
  };
  const undo = async (pid: string) => good(await cataloger.post(`/authorities/imports/${pid}/undo`));

  it('keeps a term that somebody changed, and all that it stands below', async () => {
    const wanted = { library, key: 'tui', name: { 'zh-CN': '退' } };
    const vocabulary = good(await cataloger.post('/vocabularies', wanted)).pid;
    const terms = async () => good(await cataloger.get(`/vocabularies/${vocabulary}/terms`)).rows;
    const made = await done(
      `kind=term&vocabulary=${vocabulary}`,
      'code,parent,zh-CN\nshi,,史部\nzheng,shi,正史\nhan,zheng,漢書\nbie,shi,別史\nzi,,子部\n',
    );
    const han = (await terms()).find(({ code }: { code: string }) => code === 'han');
    good(await cataloger.patch(`/terms/${han.pid}`, { version: han.version, variants: ['前漢書'] }));
    expect(await undo(made)).toMatchObject({ state: 'undone', counts: { undone: 2, kept: 3 } });
    expect((await terms()).map(({ code }: { code: string }) => code)).toEqual(['shi', 'zheng', 'han']);
  });

  it('keeps what somebody is changing in this moment', async () => {
    const wanted = { library, key: 'ke', name: { 'zh-CN': '刻' } };
    const vocabulary = good(await cataloger.post('/vocabularies', wanted)).pid;
    const made = await done(`kind=term&vocabulary=${vocabulary}`, 'code,parent,zh-CN\nke,,刻工\nji,ke,記\n');
    const other = new pg.Client({ connectionString: app.databaseUrl });
    await other.connect();
    try {
      await other.query(`BEGIN; UPDATE term SET version = version + 1 WHERE code = 'ji'`);
      const undone = undo(made);
      const waiting = `SELECT 1 FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        OR NOT granted AND locktype = 'transactionid'`;
      await eventually(
        () => other.query(waiting),
        ({ rows }) => rows.length > 0,
      );
      await other.query('COMMIT');
      expect(await undone).toMatchObject({ state: 'undone', counts: { undone: 0, kept: 2 } });
    } finally {
      await other.end();
    }
  });

  it('keeps a place likewise, and one that another was merged into', async () => {
    const made = await done(
      `kind=place&library=${library}`,
      'name:zh-CN,parent\n浙江省,\n杭州府,浙江省\n錢塘縣,杭州府\n福建省,\n閩,\n',
    );
    const place = async (name: string) =>
      good(await cataloger.get(`/places?owner=library&q=${encodeURIComponent(name)}`)).rows[0];
    const [county, whole, other] = [await place('錢塘縣'), await place('福建省'), await place('閩')];
    good(await cataloger.patch(`/places/${county.pid}`, { version: county.version, variants: ['錢塘'] }));
    good(await cataloger.post(`/authorities/place/${whole.pid}/merge`, { into: other.pid, version: whole.version }));
    expect(await undo(made)).toMatchObject({ state: 'undone', counts: { undone: 0, kept: 5 } });
  });
});
