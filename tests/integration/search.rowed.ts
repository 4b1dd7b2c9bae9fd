import type { RowsView } from '../../server/contract/reader.js';
import { good } from '../support/seed.js';
import { eventually } from '../support/eventually.js';
import type { SearchDesk } from './search.desk.js';

/** The advanced form from its address to what is found, by the API and by pages without scripts. */
export function rowedSuite(desk: SearchDesk): void {
  const address = (rows: readonly string[], more: Record<string, string> = {}): string =>
    new URLSearchParams([...rows.map((row) => ['row', row]), ...Object.entries(more)]).toString();
  const ask = async (rows: readonly string[], more: Record<string, string> = {}) =>
    good(await desk.reader.get(`/search?${address(rows, more)}`));
  const count = async (rows: readonly string[], more: Record<string, string> = {}): Promise<RowsView> =>
    good(await desk.reader.get(`/search/rows?${address(rows, more)}`));
  const titles = (view: { items: { title: { parts: string[] } }[] }) =>
    view.items.map(({ title }) => title.parts.join('')).sort();

  beforeAll(async () => {
    await desk.published({ title: '南屏詩鈔', agent: '鮑廷博', date: '乾隆三十年' });
    await desk.published({ title: '南屏詩話', agent: '沈德潛', date: '乾隆四十年' });
    await desk.published({ title: '南屏', agent: '鮑廷博', date: '民國六年' });
    await desk.published({ title: '重遊南屏記', date: '民國六年', pages: ['詩成泣鬼神'] });
    await desk.found({ q: '題名:南屏' }, 4);
    await eventually(
      () => desk.search({ q: '泣鬼神' }),
      (view) => view.total === 1,
    );
  });

  it('narrows by rows: contains, is, begins, with and, or, not', async () => {
    const here = 'and~title~has~南屏';
    expect((await ask([here])).total).toBe(4);
    expect(titles(await ask(['and~title~is~南屏']))).toEqual(['南屏']);
    expect(titles(await ask(['and~title~begins~南屏']))).toEqual(['南屏', '南屏詩話', '南屏詩鈔'].sort());
    expect(titles(await ask([here, 'and~agent~is~鲍廷博', 'or~agent~begins~沈']))).toHaveLength(3);
    expect(titles(await ask([here, 'not~agent~is~鲍廷博', 'or~agent~begins~沈']))).toEqual(['重遊南屏記']);
    expect(titles(await ask([here, 'and~any~has~詩 鬼神']))).toEqual(['重遊南屏記']);
    expect(titles(await ask([here, 'and~agent~blank']))).toEqual(['重遊南屏記']);
    expect((await ask([here, 'and~agent~filled'], { q: '詩' })).total).toBe(2);
    const [card] = (await ask([here, 'and~agent~begins~沈'])).items;
    expect(card.title.parts).toEqual(['', '南屏', '詩話']);
    expect(card.reasons).toHaveLength(1);
    const agents = good(await desk.reader.get(`/search/facets/agent?${address([here])}`)) as {
      total: number;
      items: number;
    };
    expect(agents).toMatchObject({ total: 2, items: 4 });
    // Signs alone find nothing, whatever is filled in beside them.
    expect(await ask([here], { q: '！！' })).toMatchObject({ total: 0, signsOnly: true });
  });

  it('asks what stands in brackets, and counts it as one', async () => {
    const bracket = ['and~agent~is~鲍廷博', '.and~date~from~民国'].map((text) => text.replace(/^and~/, 'or.~'));
    const rows = ['and~title~has~重遊南屏', ...bracket];
    expect(titles(await ask(rows))).toEqual(['南屏', '重遊南屏記'].sort());
    // Without it the same rows ask something else.
    const flat = ['and~title~has~重遊南屏', 'or~agent~is~鲍廷博', 'and~date~from~民国'];
    expect(titles(await ask(flat))).toEqual(['南屏', '重遊南屏記'].sort());
    expect(titles(await ask(['and~title~has~詩鈔', ...bracket]))).toEqual(['南屏', '南屏詩鈔'].sort());
    expect(titles(await ask(['and~title~has~詩鈔', ...flat.slice(1)]))).toEqual(['南屏']);
    const refused = ['and~title~has~南屏', 'not.~agent~is~鲍廷博', '.and~date~from~民国'];
    expect((await ask(refused)).total).toBe(3);
    const view = await count(refused);
    expect(view).toMatchObject({ total: 3, brackets: [{ at: 1, alone: 1 }] });
    expect(view.counts.map((one) => one?.left)).toEqual([4, undefined, 3]);
    expect(view.rows.map((row) => row.bracket)).toEqual([undefined, 'opens', 'inside']);
    for (const row of ['.not~title~has~x', '(and~title~has~x', 'and..~title~has~x'])
      expect((await desk.reader.get(`/search?${address([row])}`)).status).toBe(400);
    const nested = Array.from({ length: 10 }, (_, at) => `${at % 2 ? '.or' : 'and.'}~title~has~南屏`);
    expect((await count(nested)).brackets).toHaveLength(5);
    expect((await desk.reader.get(`/search?${address([...nested, '.or~title~has~x'])}`)).status).toBe(400);
  });

  it('reads dates in any writing as years, and says them', async () => {
    const here = 'and~title~has~南屏';
    const view = await ask([here, 'and~date~span~乾隆三十年~四十年']);
    expect(titles(view)).toEqual(['南屏詩話', '南屏詩鈔'].sort());
    expect(view.rows[1]).toMatchObject({ is: 'span', years: { from: 1765, to: 1775 } });
    expect(titles(await ask([here, 'and~date~from~清末', 'and~title~has~記']))).toEqual(['重遊南屏記']);
    expect(titles(await ask([here, 'not~date~upto~嘉庆']))).toEqual(['南屏', '重遊南屏記'].sort());
  });

  it('means by words what the search box means by them, but by what is refused or stands whole', async () => {
    const here = 'and~title~has~南屏';
    for (const row of ['and~any~has~一九一七', 'and~date~has~一九一七'])
      expect({ row, found: titles(await ask([here, row])) }).toEqual({ row, found: ['南屏', '重遊南屏記'].sort() });
    expect((await ask([here, 'not~any~has~一九一七'])).total).toBe(4);
    expect((await ask([here, 'and~date~is~一九一七'])).total).toBe(0);
    // What was typed beside them is taken apart where it stands nowhere in one, whatever the rows leave of it.
    const apart = ['南屏', '泣鬼神'];
    expect(await ask([here], { q: apart.join('') })).toMatchObject({ total: 1, apart });
    expect(await ask([here, 'and~agent~filled'], { q: apart.join('') })).toMatchObject({ total: 0, apart });
    expect((await ask([here], { q: apart.join(''), exact: '1' })).apart).toBeUndefined();
  });

  it('says which row it could not use, and refuses what is none', async () => {
    const view = await ask([
      'and~title~is~南屏',
      'and~date~span~不知何时~',
      'and~nowhere~has~x',
      'and~title~span~1900~',
      'and~title~has~！？',
      'and~title~is~……',
    ]);
    expect(view.total).toBe(1);
    expect(view.rows.map(({ trouble }: { trouble?: string }) => trouble)).toEqual([
      undefined,
      ...['date', 'field', 'test', 'signs', 'signs'],
    ]);
    const long = Array.from({ length: 5 }, () => `and~title~has~${'南屏山'.repeat(30)}`);
    expect((await ask(long)).rows.map(({ trouble }: { trouble?: string }) => trouble)).toContain('long');
    for (const row of ['nonsense', 'and~title~like~x', `and~title~has~${'x'.repeat(900)}`])
      expect((await desk.reader.get(`/search?${address([row])}`)).status).toBe(400);
    expect(
      (await desk.reader.get(`/search?${address(Array.from({ length: 11 }, () => 'and~title~has~x'))}`)).status,
    ).toBe(400);
  });

  it('counts each row alone and what is left down the rows; one asks nothing yet', async () => {
    const { collection } = desk.seeded;
    const rows = [
      'and~title~has~南屏',
      'and~agent~is~鮑廷博',
      'or~agent~is~沈德潛',
      'and~title~has~',
      'not~date~from~民国',
    ];
    const view = await count(rows, { collection: collection.pid });
    expect(view.counts).toEqual([
      { alone: 4, left: 4 },
      { alone: 2 },
      { alone: 1, left: 3 },
      null,
      { alone: expect.any(Number) as number, left: 2 },
    ]);
    expect(view.total).toBe(2);
    expect(view.all).toBe((await desk.search({ collection: collection.pid })).total);
    expect(view.total).toBe((await ask(rows, { collection: collection.pid })).total);
    // A collection is asked by the fields that it is searched by, all of them together by what they have in common.
    const own = view.fields.map(({ key }) => key);
    expect(own).toEqual(expect.arrayContaining(['any', 'title', 'agent', 'date']));
    expect((await count([])).fields.map(({ key }) => key)).toEqual([
      'any',
      'title',
      'agent',
      'date',
      'place',
      'subject',
      'class',
      'language',
      'identifier',
      'callNo',
      'rights',
      'recordSource',
      'extent',
      'kind',
    ]);
  });

  const page = (path: string) => fetch(desk.app.url + path, { redirect: 'manual' });

  it('is a form that needs no scripts: each button leads to an address', async () => {
    const shown = await page(`/search/advanced?${address(['and~title~has~南屏', 'and~date~span~乾隆三十年~四十年'])}`);
    expect(shown.status).toBe(200);
    const html = await shown.text();
    expect(html).toContain('value="南屏"');
    expect(html).toContain('读作 1765–1775 年');
    expect(html).toContain('noindex');
    const sent = {
      op1: 'and',
      field1: 'title',
      is1: 'has',
      value1: '南屏',
      until1: '',
      op2: 'not',
      field2: 'agent',
      is2: 'blank',
      value2: '',
    };
    const led = async (more: Record<string, string>) => {
      const answer = await page(`/search/advanced?${new URLSearchParams({ ...sent, ...more })}`);
      expect(answer.status).toBe(302);
      const { pathname, searchParams } = new URL(answer.headers.get('location')!, 'http://x');
      return [pathname, ...searchParams.getAll('row')];
    };
    expect(await led({ go: '1' })).toEqual(['/search', 'and~title~has~南屏', 'not~agent~blank']);
    expect(await led({ add: '1' })).toEqual([
      '/search/advanced',
      'and~title~has~南屏',
      'not~agent~blank',
      'and~title~has~',
    ]);
    expect(await led({ drop: '1' })).toEqual(['/search/advanced', 'not~agent~blank']);
    const closed = { in1: 'opens', op2: 'or', in2: 'inside' };
    expect(await led({ ...closed, go: '1' })).toEqual(['/search', 'and.~title~has~南屏', '.or~agent~blank']);
    expect(await led({ ...closed, add: 'in1' })).toEqual([
      '/search/advanced',
      'and.~title~has~南屏',
      '.or~agent~blank',
      '.or~title~has~',
    ]);
    expect((await led({ add: 'bracket' })).slice(3)).toEqual(['and.~title~has~', '.or~title~has~']);
    expect(await led({ ...closed, drop: '1' })).toEqual(['/search/advanced', 'and.~agent~blank']);
    expect(await led({ ...closed, drop: '1.' })).toEqual(['/search/advanced']);
    expect(await led({ go: '1', value1: '', is2: 'has' })).toEqual([
      '/search/advanced',
      'and~title~has~',
      'not~agent~has~',
    ]);
  });

  it('is read back on the results, where each row can be dropped and all of them changed', async () => {
    const rows = ['and~title~has~南屏', 'not~date~span~乾隆三十年~四十年'];
    const html = await (await page(`/search?${address(rows)}`)).text();
    expect(html).toContain('题名里有“南屏”，但不要年代在 1765–1775 年');
    expect(html).toContain('修改检索');
    const links = [...html.matchAll(/href="(\/search[^"]*)"/g)].map(
      ([, href]) => new URL(href!.replaceAll('&amp;', '&'), 'http://x'),
    );
    const to = (path: string) =>
      links.filter(({ pathname }) => pathname === path).map(({ searchParams }) => searchParams.getAll('row'));
    expect(to('/search/advanced')).toContainEqual(rows);
    expect(to('/search')).toContainEqual([rows[0]]);
    expect(to('/search')).toContainEqual([rows[1]]);
    // An address that was kept for one search is not another's.
    expect(await (await page(`/search?${address(rows.slice(0, 1))}`)).text()).not.toContain('1765–1775');
  });
}
