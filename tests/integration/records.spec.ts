import type { CollectionSchema } from '../../server/contract/collection.js';
import { startApp, type TestApp } from '../support/app.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';
import { xmlFault } from '../support/well-formed.js';

const formats = ['dc', 'mods', 'marc21', 'cnmarc', 'jsonld'];
const secret = '鉴定意见不对外';

/** A painting with an expert's opinion that is for the house alone. */
describe('the record of one item for other systems', () => {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let anybody: Visitor;
  let item: string;

  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'painting');
    admin = seeded.admin;
    anybody = app.visitor();
    const values = completeValues(seeded.collection.schema, '秋山讀書圖', 'H-12');
    const id = (key: string) =>
      (seeded.collection.schema as CollectionSchema).fields.find((one) => one.key === key)!.id;
    values[id('agent')] = [{ value: { name: '顧雲岫', dynasty: '清', role: '绘' } }];
    values[id('opinion')] = [{ value: { text: secret } }];
    item = good(await admin.post(`/collections/${seeded.collection.pid}/items`, { values })).pid as string;
  });
  afterAll(async () => app?.stop());

  const record = (who: Visitor, format: string, query = '') => who.get(`/items/${item}/record/${format}${query}`);
  const head = async () => good(await admin.get(`/items/${item}`));

  it('is not there before the item is published, for anybody', async () => {
    for (const who of [anybody, admin]) {
      expect((await Promise.all(formats.map((format) => record(who, format)))).map((one) => one.status)).toEqual(
        formats.map(() => 404),
      );
    }
  });

  it('is there for everybody in five formats, without what is internal', async () => {
    good(await admin.post(`/items/${item}/publish`, { version: (await head()).version }));
    for (const format of formats) {
      for (const who of [anybody, admin]) {
        const { status, text } = await record(who, format);
        expect([format, status]).toEqual([format, 200]);
        expect(text).toContain('秋山讀書圖');
        expect(text).toContain('顧雲岫');
        expect(text).not.toContain(secret);
        if (format !== 'jsonld') expect(xmlFault(text)).toBeNull();
      }
    }
    expect((await record(anybody, 'endnote')).status).toBe(400);
  });

  it('is saved under its own name, and not sent again when it is the same', async () => {
    const address = `${app.url}/api/v1/items/${item}/record/cnmarc`;
    const saved = await fetch(`${address}?download=true`);
    expect(saved.headers.get('content-disposition')).toBe(`attachment; filename=${item}.cnmarc.xml`);
    expect(saved.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    const again = await fetch(address, { headers: { 'If-None-Match': saved.headers.get('etag')! } });
    expect(again.status).toBe(304);
  });

  it('is gone for those who may no longer see the item, and when it is withdrawn', async () => {
    const { version, visibility } = await head();
    good(
      await admin.put(`/items/${item}/visibility`, {
        version,
        visibility: { ...visibility, metadata: ['staff'] },
      }),
    );
    for (const format of formats) {
      expect([format, (await record(anybody, format)).status]).toEqual([format, 404]);
    }
    expect((await record(admin, 'mods')).status).toBe(200);
    good(await admin.post(`/items/${item}/withdraw`, { version: (await head()).version, note: '复核' }));
    expect((await record(admin, 'mods')).status).toBe(410);
  });
});
