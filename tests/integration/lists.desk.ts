import type { CollectionSchema, FieldDefinition } from '../../server/contract/collection.js';
import type { Json, StoredValue, Values } from '../../server/contract/values.js';
import { startApp, type TestApp } from '../support/app.js';
import { good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

interface Row {
  pid: string;
  title: string;
  columns: Record<string, string>;
}

type Loose = ReturnType<typeof JSON.parse>;

export type Asked = Record<string, string | number | object | undefined>;

/** A collection of things with a field of each kind that lists tell apart, and what is asked of its list. */
export function listsDesk() {
  let app: TestApp;
  let seeded: SeededCollection;
  let admin: Visitor;
  let base: string;
  let fields: FieldDefinition[];
  let number = 0;

  const id = (key: string) => fields.find((field) => field.key === key)!.id;
  const one = (...values: Json[]): StoredValue[] => values.map((value) => ({ value }));

  /** A collection of things, with a field of each kind that lists tell apart. */
  beforeAll(async () => {
    app = await startApp();
    seeded = await seedCollection(app.url, app.databaseUrl, 'object');
    admin = seeded.admin;
    base = `/collections/${seeded.collection.pid}`;
    const schema = structuredClone(seeded.collection.schema) as CollectionSchema;
    const added = [
      { key: 'checked', type: 'boolean', label: { 'zh-CN': '已核对', en: 'Checked' } },
      { key: 'seen', type: 'link', label: { 'zh-CN': '参见', en: 'See' } },
    ].map((field, at) => ({ ...field, id: `listfield${at}` }));
    schema.fields.push(...(added as unknown as FieldDefinition[]));
    schema.groups[0]!.fields.push(...added.map((field) => field.id));
    const saved = good(
      await admin.put(`${base}/drafts/schema`, { baseVersion: 1, revision: 0, document: schema as unknown as Json }),
    );
    good(await admin.post(`${base}/drafts/schema/publish`, { revision: saved.revision }));
    fields = good(await admin.get(base)).schema.fields;
    await app.finishWork();
  });
  afterAll(async () => app?.stop());

  const make = async (title: string, values: Record<string, StoredValue[]> = {}): Promise<Loose> => {
    const said: Values = {
      [id('title')]: one({ text: title, lang: 'zh-Hant' }),
      [id('identifier')]: one(`L-${++number}`),
      ...Object.fromEntries(Object.entries(values).map(([key, stored]) => [id(key), stored])),
    };
    return good(await admin.post(`${base}/items`, { values: said }));
  };

  const address = ({ f, ...rest }: Asked): string => {
    const query = new URLSearchParams();
    if (f !== undefined) query.set('f', typeof f === 'string' ? f : JSON.stringify(f));
    for (const [key, value] of Object.entries(rest)) if (value !== undefined) query.set(key, String(value));
    return `${base}/items?${query}`;
  };
  const ask = async (question: Asked) =>
    good(await admin.get(address(question))) as {
      rows: Row[];
      next: string | null;
      previous: string | null;
      found: { items: number; more: boolean } | null;
      counts: Record<string, number>;
    };
  const titles = async (question: Asked): Promise<string[]> =>
    (await ask({ sort: 'identifier', direction: 'asc', ...question })).rows.map((row) => row.title);
  /** Within what one test has made: all its titles begin alike. */
  const among = (prefix: string, question: Asked) => titles({ q: prefix, ...question });

  return {
    id,
    one,
    make,
    address,
    ask,
    titles,
    among,
    get app() {
      return app;
    },
    get seeded() {
      return seeded;
    },
    get admin() {
      return admin;
    },
    get base() {
      return base;
    },
    get number() {
      return number;
    },
    get fields() {
      return fields;
    },
  };
}
