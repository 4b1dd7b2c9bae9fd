import type { RowsView, SearchView } from '../../server/contract/reader.js';
import type { Values } from '../../server/contract/values.js';
import { openVisibility } from '../../server/contract/visibility.js';
import { good } from '../support/seed.js';
import type { SearchDesk } from './search.desk.js';

/** Rows that ask any of several values: by their keys, by their names, by what stands above them. */
export function pickedSuite(desk: SearchDesk): void {
  const address = (rows: readonly string[], more: Record<string, string> = {}): string =>
    new URLSearchParams([...rows.map((row) => ['row', row]), ...Object.entries(more)]).toString();
  const here = 'and~title~has~擇詞';
  const titles = ({ items }: Pick<SearchView, 'items'>) =>
    items.map(({ title }) => title.parts.join('').replace('擇詞', '')).sort();
  const ask = async (row: string, more: Record<string, string> = {}, visitor = desk.reader): Promise<SearchView> =>
    good(await visitor.get(`/search?${address([here, row], more)}`));
  const found = async (row: string, more: Record<string, string> = {}) => titles(await ask(row, more));
  const count = async (rows: readonly string[], more: Record<string, string> = {}): Promise<RowsView> =>
    good(await desk.reader.get(`/search/rows?${address(rows, more)}`));
  let secret: { pid: string };

  beforeAll(async () => {
    const [siku, edition] = [desk.fieldByKey('siku'), desk.fieldByKey('editionType')];
    const make = (title: string, values: Values) => desk.published({ title: `擇詞${title}`, values });
    await make('甲', { [siku]: [{ value: { code: 'jing-yi' } }], [edition]: [{ value: { code: 'ke' } }] });
    await make('乙', { [siku]: [{ value: { code: 'jing' } }], [edition]: [{ value: { code: 'chao' } }] });
    await make('丙', { [siku]: [{ value: { code: 'zi' } }], [desk.fieldOf('agent')]: [{ value: { name: '擇詞人' } }] });
    await desk.found({ q: '题名:擇詞' }, 3);
    secret = await desk.published({ title: '擇詞閉', values: { [siku]: [{ value: { code: 'shi-chao' } }] } });
    const item = good(await desk.seeded.admin.get(`/items/${secret.pid}`));
    good(
      await desk.seeded.admin.put(`/items/${secret.pid}/visibility`, {
        version: item.version,
        visibility: { ...openVisibility, metadata: ['staff'] },
      }),
    );
    await desk.found({ q: '题名:擇詞' }, 3);
  });

  it('finds by keys and by names, a broader term with all below it, over all collections and in one', async () => {
    const { pid: collection } = desk.seeded.collection;
    for (const more of [{}, { collection }] as Record<string, string>[]) {
      expect(await found('and~class~any~siku.jing', more)).toEqual(['甲', '乙'].sort());
      expect(await found('and~class~any~siku.jing-yi~siku.zi', more)).toEqual(['甲', '丙'].sort());
      expect(await found('and~class~any~经部', more)).toEqual(['甲', '乙'].sort());
      expect(await found('not~class~any~siku.jing', more)).toEqual(['丙']);
      expect(await found('and~agent~any~擇詞人', more)).toEqual(['丙']);
    }
    expect(await found('and~kind~any~古籍')).toHaveLength(3);
    const edition = desk.fieldByKey('editionType');
    expect(await found(`and~${edition}~any~ke~抄本`, { collection })).toEqual(['甲', '乙'].sort());
    const { trouble } = (await ask(`and~${edition}~any~ke`)).rows[1]!;
    expect(trouble).toBe('field');
    expect((await ask('and~title~any~x')).rows[1]!.trouble).toBe('test');
  });

  it('says what was picked in the reader’s language, counts it, and says what stands nowhere', async () => {
    const view = await count([here, 'and~class~any~经部~siku.zi~无此词']);
    expect(view.rows[1]).toMatchObject({
      value: 'siku.jing~siku.zi~无此词',
      picked: [
        { key: 'siku.jing', label: '经部' },
        { key: 'siku.zi', label: '子部' },
      ],
      absent: ['无此词'],
    });
    expect(view.counts[1]).toMatchObject({ left: 3 });
    expect(view.total).toBe(3);
    expect(view.fields.find(({ key }) => key === 'class')).toMatchObject({ values: 'class' });
    // What stands nowhere finds nothing, and is not left out as if it had not been asked.
    expect((await ask('and~class~any~无此词')).total).toBe(0);
    expect((await ask('and~class~any~无此词')).rows[1]).toMatchObject({ picked: [], absent: ['无此词'] });
    expect((await ask('and~class~any~siku.jing', {}, desk.reader)).rows[1]!.picked).toHaveLength(1);
  });

  it('knows nothing by its key or its name of what stands in closed records only', async () => {
    for (const value of ['siku.shi-chao', '史抄类', '擇詞閉', 'nobody.nothing']) {
      const view = await ask(`and~class~any~${value}`);
      expect({ value, ...view.rows[1] }).toMatchObject({ value, absent: [value], picked: [] });
      expect(view.total).toBe(0);
    }
    const seen = await ask('and~class~any~史抄类', {}, desk.seeded.admin);
    expect(titles(seen)).toEqual(['閉']);
    expect(seen.rows[1]!.picked).toEqual([expect.objectContaining({ key: 'siku.shi-chao', label: '史抄类' })]);
  });

  it('is answered by a list of what can be picked, in the collection too, and refuses too much', async () => {
    const { pid: collection } = desk.seeded.collection;
    for (const path of ['/search/facets/class?size=100', `/search/facets/class?size=100&collection=${collection}`]) {
      const { rows } = good(await desk.reader.get(path)) as { rows: { key: string; count: number }[] };
      const keys = rows.map(({ key }) => key);
      expect(keys).toEqual(expect.arrayContaining(['siku.jing', 'siku.jing-yi']));
      expect(keys).not.toContain('siku.shi-chao');
    }
    const many = (values: number) => `and~class~any~${Array.from({ length: values }, (_, at) => `v${at}`).join('~')}`;
    expect((await desk.reader.get(`/search?${address([many(20)])}`)).status).toBe(200);
    for (const row of [many(21), many(300), `and~class~any~${'x'.repeat(300)}`])
      expect((await desk.reader.get(`/search?${address([row])}`)).status).toBe(400);
  });

  it('needs no scripts: what was picked is ticked, what is typed is looked up, and all of it stands in the address', async () => {
    const page = (path: string) => fetch(desk.app.url + path, { redirect: 'manual' });
    const html = await (await page(`/search/advanced?${address(['and~class~any~经部~无此词'])}`)).text();
    expect(html).toMatch(/<input type="checkbox" name="pick1" value="siku\.jing" checked[^>]*><span[^>]*>经部/);
    expect(html).toMatch(/name="value1" value="无此词"/);
    expect(html.replace(/<[^>]*>/g, '')).toContain('分类是经部或无此词');
    expect(html).toContain('这里没有“无此词”。');
    expect(html).toContain('/search/facets/class');
    const sent = new URLSearchParams([
      ['op1', 'not'],
      ['field1', 'class'],
      ['is1', 'any'],
      ['pick1', 'siku.jing'],
      ['pick1', 'siku.zi'],
      ['value1', '史部；集部'],
      ['go', '1'],
    ]);
    const led = new URL((await page(`/search/advanced?${sent}`)).headers.get('location')!, 'http://x');
    expect(led.searchParams.getAll('row')).toEqual(['not~class~any~siku.jing~siku.zi~史部~集部']);
    // From the results on the names have become keys.
    const results = await (await page(`/search?${address([here, 'and~class~any~子部'])}`)).text();
    expect(results).toContain('and%7Eclass%7Eany%7Esiku.zi');
    expect(results).toContain('分类是子部');
  });
}
