import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { describeOnOpenSearch, dropIndexes, openSearchPrefix, openSearchUrl } from '../support/opensearch.js';
import { good } from '../support/seed.js';
import type { Judged } from './relevance/judging.js';
import { judged } from './relevance/queries.js';
import { type Work, works } from './relevance/works.js';

const shown = 10;
/** Of the ten that are seen first, in each class of queries; and over all. */
const floor = 0.9;
const overAll = 0.95;
const minutes = 60_000;

interface Scored extends Judged {
  precision: number;
  found: number;
  wrong: string[];
}

/** The demo with its records, asked what readers ask: 260 queries, each judged by what the records are. */
function relevance(env: () => Record<string, string>): void {
  let app: TestApp;
  const byId = new Map<string, Work>();
  const idOf = new Map<string, string>();

  beforeAll(async () => {
    app = await startApp(env());
    const { DemoService } = await import('../../server/modules/demo/demo.service.js');
    for (const work of works()) byId.set(work.id, work);
    await app.work();
    await app.app.get(DemoService).fill((line) => process.stdout.write(`${line}\n`));
    await eventually(
      () => app.visitor().get('/search'),
      ({ body }) => body?.total === byId.size,
    );
    const rows = await app.database.query<{ pid: string; identifier: string }>(`SELECT pid, identifier FROM item`);
    for (const { pid, identifier } of rows) idOf.set(pid, identifier);
  }, 20 * minutes);
  afterAll(() => app?.stop());

  const score = async (one: Judged): Promise<Scored> => {
    const headers = { 'accept-language': one.english ? 'en' : 'zh-CN' };
    const query = new URLSearchParams({ q: one.q, size: String(shown) });
    const { items, total } = good(await app.visitor(headers).get(`/search?${query.toString()}`)) as {
      items: { pid: string }[];
      total: number;
    };
    const ids = items.map(({ pid }) => idOf.get(pid)!);
    const wrong = ids.filter((id) => !one.answers(byId.get(id)!));
    const precision = ids.length === 0 ? (one.least === 0 ? 1 : 0) : (ids.length - wrong.length) / ids.length;
    return { ...one, precision, found: total, wrong };
  };

  const mean = (some: readonly Scored[]): number =>
    some.reduce((sum, { precision }) => sum + precision, 0) / some.length;

  it(
    `shows what was meant among the first ${shown}`,
    async () => {
      expect(judged.length).toBeGreaterThanOrEqual(200);
      const scored: Scored[] = [];
      for (const one of judged) scored.push(await score(one));
      const classes = [...new Set(scored.map((one) => one.class))];
      const table = classes.map((name) => {
        const own = scored.filter((one) => one.class === name);
        const least = own.filter(({ found, least: wanted }) => found >= wanted).length;
        return { class: name, queries: own.length, 'P@10': Number(mean(own).toFixed(3)), 'enough found': least };
      });
      const lines = table.map((row) => Object.values(row).join('\t'));
      process.stdout.write(
        `${[Object.keys(table[0]!).join('\t'), ...lines].join('\n')}\nall\t${scored.length}\t${mean(scored).toFixed(3)}\n`,
      );
      for (const { q, class: name, precision, found, least, wrong } of scored) {
        if (precision < 1 || found < least)
          process.stdout.write(`${name}: ${q}: ${precision.toFixed(2)}, ${found} of ${least}; ${wrong.join(' ')}\n`);
      }
      expect(mean(scored)).toBeGreaterThanOrEqual(overAll);
      expect(table.filter((row) => row['P@10'] < floor)).toEqual([]);
      expect(
        scored.filter(({ found, least }) => found < least).map(({ q, found, least }) => [q, found, least]),
      ).toEqual([]);
    },
    10 * minutes,
  );
}

describe('relevance, in PostgreSQL', () => relevance(() => ({})));

describeOnOpenSearch('relevance, in OpenSearch', () => {
  const prefix = openSearchPrefix().slice(0, 30);
  afterAll(() => dropIndexes(prefix));
  relevance(() => ({ OPENSEARCH_URL: openSearchUrl(), OPENSEARCH_PREFIX: prefix }));
});
