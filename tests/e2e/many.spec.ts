import pg from 'pg';
import { atOnceThoughBusy, comesTrue } from '../support/eventually.js';
import { fileForm, picture } from '../support/pictures.js';
import { startPlatform, type TestPlatform } from '../support/platform.js';
import { describeOnS3, s3Address } from '../support/s3.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { Visitor } from '../support/visitor.js';

const pictures = 24;

/** Servers and workers keep nothing of their own: two of each on one database and one bucket are one platform. */
describeOnS3('two servers and two workers', () => {
  let platform: TestPlatform;
  let seeded: SeededCollection;
  let db: pg.Client;
  let second: Visitor;

  beforeAll(async () => {
    const address = s3Address();
    platform = await startPlatform({ servers: 2, workers: 2, storageUrl: address.url, env: address.env });
    db = new pg.Client({ connectionString: platform.databaseUrl });
    await db.connect();
    seeded = await seedCollection(platform.url, platform.databaseUrl);
    // The same session at the other server, as a load balancer would have it.
    second = new Visitor(platform.servers[1]!.url!, { host: new URL(platform.url).host });
    second.cookie = seeded.admin.cookie;
    second.csrfToken = seeded.admin.csrfToken;
  });

  afterAll(async () => {
    await db?.end();
    await platform?.stop();
  });

  const until = (what: string, check: () => Promise<boolean>) =>
    comesTrue(check, { withinMs: 120_000, tell: () => `${what} did not come about:\n${platform.log()}` });

  it('share sessions, files, jobs and what is published', async () => {
    const { admin, collection } = seeded;
    const reader = [
      new Visitor(platform.url),
      new Visitor(platform.servers[1]!.url!, { host: new URL(platform.url).host }),
    ];
    const item = good(
      await admin.post(`/collections/${collection.pid}/items`, {
        values: completeValues(collection.schema, '錢塘江上札', 'M-1'),
      }),
    );
    for (let at = 0; at < pictures; at++) {
      const server = at % 2 === 0 ? admin : second;
      const sent = good(
        await server.send('POST', `/items/${item.pid}/files`, fileForm(`${at}.png`, await picture(at))),
      );
      expect(sent.files).toMatchObject([{ outcome: 'stored' }]);
    }
    await until(
      'derivatives',
      async () => good(await admin.get('/jobs?kind=media.derive&state=done&limit=100')).rows.length === pictures,
    );
    const { rows: attempts } = await db.query<{ attempt: number }>(
      `SELECT DISTINCT attempt FROM job WHERE kind = 'media.derive'`,
    );
    expect(attempts).toEqual([{ attempt: 1 }]);

    const head = good(await second.get(`/items/${item.pid}`));
    good(await second.post(`/items/${item.pid}/publish`, { version: head.version }));
    const ask = async (visitor: Visitor) => good(await visitor.get(`/search?q=${encodeURIComponent('钱塘')}`));
    const hits = async (visitor: Visitor) => (await ask(visitor)).items as unknown[];
    const found = async (visitor: Visitor) => (await ask(visitor)).total as number;
    for (const one of reader) await until('finding it', async () => (await found(one)) === 1);

    const page = head.pages[0].pid as string;
    const tile = `!/iiif/image/3/${page}/full/200,/0/default.jpg`;
    for (const one of reader) expect((await one.get(tile)).status).toBe(200);

    good(await admin.post(`/items/${item.pid}/withdraw`, {}));
    const given = async (one: Visitor) => ({
      tile: (await one.get(tile)).status < 400,
      page: (await one.get(`!/i/${item.pid}`)).status,
      hits: (await hits(one)).length,
    });
    // A busy machine may answer late; what is asked after that must be refused by every process.
    await atOnceThoughBusy(
      () => Promise.all(reader.map(given)),
      (all) => all.every((one) => !one.tile && one.page === 410 && one.hits === 0),
    );
    for (const one of reader) await until('forgetting it', async () => (await found(one)) === 0);
  });

  it('forget a session everywhere at once', async () => {
    const { admin } = seeded;
    expect(good(await second.get('/session')).account).not.toBeNull();
    good(await admin.delete('/sessions'));
    expect((await second.get('/sessions')).status).toBe(401);
  });
});
