import type { CollectionSchema } from '../../server/contract/collection.js';
import type { SearchView } from '../../server/contract/reader.js';
import type { StoredValue, Values } from '../../server/contract/values.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { completeValues, good, seedCollection, type SeededCollection } from '../support/seed.js';
import type { Visitor } from '../support/visitor.js';

export interface Sketch {
  title: string;
  agent?: string;
  date?: string;
  /** Text by page, one line each. */
  pages?: string[];
  /** More values, by field id. */
  values?: Values;
}

/** One library with a collection of old books, a cataloguer's hands, and a reader's eyes; the real worker is between them. */
export class SearchDesk {
  private opened: { app: TestApp; seeded: SeededCollection; reader: Visitor } | null = null;
  private number = 0;
  private stopWork = () => Promise.resolve();

  constructor(private readonly env: () => Record<string, string>) {}

  private get place() {
    if (!this.opened) throw new Error('the desk is not open');
    return this.opened;
  }

  get app(): TestApp {
    return this.place.app;
  }

  get seeded(): SeededCollection {
    return this.place.seeded;
  }

  get reader(): Visitor {
    return this.place.reader;
  }

  async open(): Promise<void> {
    const app = await startApp(this.env());
    this.opened = {
      app,
      seeded: await seedCollection(app.url, app.databaseUrl, 'ancient-book'),
      reader: app.visitor(),
    };
    const { AlsoKnownService } = await import('../../server/modules/authority/also.known.service.js');
    // Readers are not kept waiting for names; here a busy machine must not make an answer poorer.
    app.app.get(AlsoKnownService).budgetMs = 60_000;
    this.stopWork = await app.work();
    // The worker makes the index: until then there is no search.
    await eventually(
      () => this.reader.get('/search'),
      ({ status }) => status === 200,
    );
  }

  /** What is ordered meanwhile waits until all of it has been ordered. */
  async whileNobodyWorks<T>(order: () => Promise<T>): Promise<T> {
    await this.stopWork();
    try {
      return await order();
    } finally {
      this.stopWork = await this.app.work();
    }
  }

  async close(): Promise<void> {
    await this.opened?.app.stop();
  }

  fieldOf = (core: string, schema: CollectionSchema = this.seeded.collection.schema): string =>
    schema.fields.find((field) => field.core === core)?.id as string;

  fieldByKey = (key: string): string => this.seeded.collection.schema.fields.find((field) => field.key === key)!.id;

  valuesOf = ({ title, agent, date, values: more }: Sketch, identifier: string): Values => {
    const values: Record<string, StoredValue[]> = completeValues(this.seeded.collection.schema, title, identifier);
    if (agent) values[this.fieldOf('agent')] = [{ value: { name: agent } }];
    if (date) values[this.fieldOf('date')] = [{ value: { raw: date } }];
    return { ...values, ...more };
  };

  made = async (sketch: Sketch) => {
    const { admin, collection } = this.seeded;
    const values = this.valuesOf(sketch, `X-${++this.number}`);
    let item = good(await admin.post(`/collections/${collection.pid}/items`, { values }));
    if (sketch.pages) {
      const pages = sketch.pages.map((_, at) => ({ label: `葉${at + 1}`, kind: 'text' }));
      item = good(await admin.put(`/items/${item.pid}/pages`, { version: item.version, pages }));
      for (const [at, text] of sketch.pages.entries()) {
        const lines = [{ text, box: [10, 20, 30, 300] }];
        const page = item.pages[at].pid;
        const { version } = good(
          await admin.put(`/items/${item.pid}/pages/${page}/text`, { version: item.version, lines }),
        );
        item.version = version;
      }
    }
    return item;
  };

  publish = async (item: { pid: string; version: number }) =>
    good(await this.seeded.admin.post(`/items/${item.pid}/publish`, { version: item.version }));

  published = async (sketch: Sketch) => this.publish(await this.made(sketch));

  search = async (query: Record<string, string>, visitor = this.reader): Promise<SearchView> =>
    good(await visitor.get(`/search?${new URLSearchParams(query)}`));

  found = (query: Record<string, string>, total: number): Promise<SearchView> =>
    eventually(
      () => this.search(query),
      // Asked for between two looks of the engine, what was published just then may be found by its words taken apart.
      (view) => view.total === total && !view.apart,
    );
}
