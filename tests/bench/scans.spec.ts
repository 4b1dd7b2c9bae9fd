import { startApp, type TestApp } from '../support/app.js';
import { formOf } from '../support/bytes.js';
import { chart } from '../support/media-samples.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import { keptOf, wholeListsOf } from '../support/whole.lists.js';

const scans = Number(process.env.BENCH_SCANS ?? 400);

/** One book, sent scan by scan as the console does it. */
describe('sending scans', () => {
  let app: TestApp;
  let seeded: SeededCollection;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'ancient-book');
  });
  afterAll(() => app?.stop());

  it('revisions and their bytes', async () => {
    const { admin, collection } = seeded;
    const values = completeValues(collection.schema, '錢塘縣志', 'B-1');
    const item = good(await admin.post(`/collections/${collection.pid}/items`, { values })).pid as string;
    for (let at = 1; at <= scans; at++) {
      const bytes = await chart(40 + (at % 20), 30 + Math.floor(at / 20), at)
        .png()
        .toBuffer();
      const form = formOf([{ name: `${String(at).padStart(4, '0')}.png`, bytes }]);
      good(await admin.send('POST', `/items/${item}/files`, { raw: form.raw, headers: form.headers }));
    }
    expect(good(await admin.get(`/items/${item}`)).pages).toHaveLength(scans);
    const kept = await keptOf(app.database, item);
    const whole = await wholeListsOf(app.database, app.asOwner, item);
    const line = (what: string, { revisions, bytes }: typeof kept) =>
      `${what.padEnd(48)}${String(revisions).padStart(6)} revisions${String(Math.round(bytes / 1024)).padStart(8)} kB`;
    const lines = [
      `Sending ${scans} scans to one item`,
      line('before: each with a list of all pages', whole),
      line('now: a visit is one, with what changed', kept),
      `a ${Math.floor(whole.bytes / kept.bytes)}th of the bytes`,
    ];
    process.stdout.write(`\n${lines.join('\n')}\n\n`);
    expect(kept.bytes * 20).toBeLessThan(whole.bytes);
  });
});
