import { freePort } from '../../server/launch/free-port.mjs';
import type { ItemCard, SearchView } from '../../server/contract/reader.js';
import { copyCheckout, discard, Launched } from '../launch/launched.js';
import { type Figures, figuresOf, makeLighthouse } from '../support/tools/lighthouse.mjs';

const patience = 900_000;
/** One with the whole demo that runs already; else one is started. */
const running = process.env.TEST_DEMO_URL;
const times = Number(process.env.LOOKS ?? 5);
const say = (line: string) => process.stdout.write(`${line}\n`);

const columns: (keyof Figures)[] = [
  ...(['performance', 'accessibility', 'practices', 'seo'] as const),
  ...(['fcp', 'lcp', 'tbt', 'cls', 'requests', 'scripts', 'fonts', 'all'] as const),
];
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/**
 * Each kind of page as a phone of the middle class sees it for the first time, on a slow line: the median of five looks, as
 * a table. Bytes, requests and movement are held to their budgets; points and times are said, since they are this machine's.
 */
describe('pages on a phone', () => {
  let checkout: string | undefined;
  let address = running ?? '';
  const pages = new Map<string, string>();

  const get = async <T>(place: string) => (await (await fetch(`${address}/api/v1${place}`)).json()) as T;

  beforeAll(async () => {
    if (!running) {
      checkout = copyCheckout();
      const env = { PORT: String(await freePort()), DEMO: 'on', RATE_LIMIT: 'off' };
      const launched = new Launched(checkout, { env });
      address = await launched.address(patience);
      await launched.says(/the demo is complete/, patience);
    }
    const { items } = await get<SearchView>('/search?size=100');
    const most = (fits: (item: ItemCard) => boolean) => items.filter(fits).sort((a, b) => b.pageCount - a.pageCount)[0];
    const add = (name: string, item: ItemCard | undefined) => item && pages.set(name, `/i/${item.pid}`);
    pages
      .set('portal', '/')
      .set('portal, English', '/en')
      .set('search', `/search?q=${encodeURIComponent('湖')}`);
    const book = most((item) => item.collection.kind === 'book')!;
    pages.set('collection', `/c/${book.collection.pid}`);
    add('item: book', book);
    for (const kind of ['rubbing', 'photo', 'letter'])
      add(
        `item: ${kind}`,
        most((item) => item.collection.kind === kind),
      );
    for (const media of ['audio', 'sound', 'video', 'model'])
      add(
        `item: ${media}`,
        most((item) => item.media === media),
      );
    const html = await (await fetch(`${address}/i/${book.pid}`)).text();
    const reading = /href="(\/i\/\w+\/p\/\w+)"/.exec(html)?.[1];
    if (reading) pages.set('reader', reading);
    const record = /href="(\/a\/\w+)/.exec(html)?.[1];
    if (record) pages.set('authority', record);
  }, patience);
  afterAll(async () => {
    await Launched.endAll();
    if (checkout) discard(checkout);
  });

  it('are light', async () => {
    const look = await makeLighthouse(say);
    say(`| page | ${columns.join(' | ')} |`);
    say(`|---${'|---'.repeat(columns.length)}|`);
    const heavy: string[] = [];
    for (const [name, place] of pages) {
      const looks: Figures[] = [];
      for (let at = 0; at < times; at++) looks.push(figuresOf(await look(address + place)));
      const middle = Object.fromEntries(
        columns.map((one) => [one, median(looks.map((seen) => seen[one]))]),
      ) as unknown as Figures;
      say(`| ${name} | ${columns.map((one) => middle[one]).join(' | ')} |`);
      // With the headers of each; the reader brings its tools.
      const scripts = name === 'reader' ? 115_000 : 98_000;
      if (middle.fonts > 250_000 || middle.scripts > scripts || middle.cls > 0.05) heavy.push(name);
    }
    expect(pages.size).toBeGreaterThan(8);
    expect(heavy).toEqual([]);
  });
});
