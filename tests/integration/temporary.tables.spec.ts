import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../server/platform/database/migrate.js';
import { grantTemporary, roleUrls, userOf } from '../../server/platform/database/roles.js';
import type { TestApp } from '../support/app.js';
import { authorityDesk } from '../support/authority.desk.js';
import { formOf } from '../support/bytes.js';
import { asOwner } from '../support/database.js';
import { good } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

/** A cluster whose administrator lets nobody make temporary tables who was not told so. */
describe('where temporary tables are not for everybody', () => {
  let app: TestApp;
  let cataloger: Visitor;
  let vocabulary: string;
  let database: string;
  let staff: string;

  beforeAll(async () => {
    const desk = await authorityDesk();
    [app, cataloger] = [desk.app, desk.cataloger];
    const wanted = { library: desk.own.pid, key: 'linshi', name: { 'zh-CN': '臨時' } };
    vocabulary = good(await cataloger.post('/vocabularies', wanted)).pid;
    database = new URL(app.databaseUrl).pathname.slice(1);
    staff = userOf(roleUrls({ DATABASE_URL: app.databaseUrl }).staff);
    await app.asOwner(`REVOKE TEMPORARY ON DATABASE ${database} FROM PUBLIC`);
  });
  afterAll(async () => app?.stop());

  it('the platform is given them with its other rights', async () => {
    await migrate(app.databaseUrl, () => undefined);
    const form = formOf([{ name: 'a.csv', bytes: Buffer.from('code,parent,zh-CN\na,,甲\nb,a,乙\n') }]);
    const brought = good(await cataloger.send('POST', `/authorities/imports?kind=term&vocabulary=${vocabulary}`, form));
    expect(brought).toMatchObject({ state: 'read', counts: { add: 2, bad: 0 } });
  });

  it('whoever may not give them says what is to be run, and is content when it was', async () => {
    const name = `linlang_test_${randomBytes(6).toString('hex')}`;
    const statement = `GRANT TEMPORARY ON DATABASE ${pg.escapeIdentifier(database)} TO ${pg.escapeIdentifier(staff)}`;
    await asOwner(app.databaseUrl, async (client) => {
      await client.query(`REVOKE TEMPORARY ON DATABASE ${database} FROM ${staff}; CREATE ROLE ${name}`);
      const asked = async () => {
        await client.query(`SET ROLE ${name}`);
        const owner = { query: async <Row>(sql: string, values?: unknown[]) => (await client.query(sql, values)).rows as Row[] }; // prettier-ignore
        await grantTemporary(owner, staff).finally(() => client.query('RESET ROLE'));
      };
      try {
        await expect(asked()).rejects.toThrow(statement);
        await client.query(statement);
        await asked();
      } finally {
        await client.query(`DROP ROLE ${name}`);
      }
    });
  });
});
