import type { CollectionSchema } from '../../server/contract/collection.js';
import type { StoredValue } from '../../server/contract/values.js';
import { completeValues, good } from '../support/seed.js';
import type { SearchDesk } from './search.desk.js';

/** Titles, persons and dates are asked for by name in all collections at once, whatever their own fields are. */
export function acrossSuite(desk: SearchDesk): void {
  let letters: { pid: string; schema: CollectionSchema };
  beforeAll(async () => {
    const { admin, library } = desk.seeded;
    letters = good(
      await admin.post(`/libraries/${library.pid}/collections`, {
        template: 'photograph',
        slug: 'jiuying',
        name: { 'zh-CN': '老照片' },
      }),
    );
  });

  async function photograph(title: string, agent: string, date: string) {
    const values: Record<string, StoredValue[]> = completeValues(letters.schema, title, title);
    values[desk.fieldOf('agent', letters.schema)] = [{ value: { name: agent } }];
    values[desk.fieldOf('date', letters.schema)] = [{ value: { raw: date } }];
    return desk.publish(good(await desk.seeded.admin.post(`/collections/${letters.pid}/items`, { values })));
  }

  it('題名=, 責任者= and 年代= find in collections with other fields, and say why', async () => {
    expect(desk.fieldOf('agent')).not.toBe(desk.fieldOf('agent', letters.schema));
    const book = await desk.published({ title: '聖因寺圖說', agent: '費佩德', date: '乾隆十年' });
    const photo = await photograph('聖因寺舊影', '費佩德', '民國六年');
    const other = await photograph('費佩德肖像', '聖因寺僧', '民國六年');
    const pids = async (q: string, total: number, more: Record<string, string> = {}) =>
      (await desk.found({ q, ...more }, total)).items.map(({ pid }) => pid).sort();
    const both = [book.pid, photo.pid].sort();
    expect(await pids('聖因寺', 3)).toEqual([...both, other.pid].sort());
    for (const q of ['題名=圣因寺', '题名：聖因寺', 'title:聖因寺']) expect(await pids(q, 2)).toEqual(both);
    for (const q of ['责任者=费佩德', '作者:費佩德']) expect(await pids(q, 2)).toEqual(both);
    expect(await pids('責任者=費佩德 年代=民国', 1)).toEqual([photo.pid]);
    expect(await pids('年代=乾隆 题名=圣因寺', 1)).toEqual([book.pid]);
    expect(await pids('責任者=費佩德', 1, { collection: letters.pid })).toEqual([photo.pid]);
    const view = await desk.search({ q: '責任者=費佩德 年代=民国' });
    expect(view.items[0]?.reasons).toHaveLength(2);
    expect(view.items[0]?.title.parts).toEqual(['聖因寺舊影']);
    const [titled] = (await desk.search({ q: '題名=圣因寺 年代=乾隆' })).items;
    expect(titled?.title.parts).toEqual(['', '聖因寺', '圖說']);
  });

  it('the search box passes over who catalogued, rights and shelves: they are found in their fields, here and everywhere', async () => {
    const book = await desk.published({
      title: '曲院風荷圖',
      values: {
        [desk.fieldOf('recordSource')]: [{ value: { agency: '皋塘鎮圖書館', language: 'zh-Hans' } }],
        [desk.fieldOf('rights')]: [{ value: { status: 'public-domain', basis: '示範資料', licence: 'CC0-1.0' } }],
        [desk.fieldOf('callNo')]: [{ value: { location: '皋塘地庫', number: '善 9981' } }],
        [desk.fieldOf('altTitle')]: [{ value: { kind: { label: '別名' }, value: '皋塘荷譜' } }],
        // The library's own stamp says who keeps the book; a former owner's says more.
        [desk.fieldOf('seal')]: [
          { value: { text: '之江書藏', owner: { name: '之江大学图书馆' } } },
          { value: { owner: { name: '湯貽汾' } } },
        ],
      },
    });
    await desk.found({ q: '皋塘荷谱' }, 1);
    const pids = async (q: string, more: Record<string, string> = {}) =>
      (await desk.search({ q, ...more })).items.map(({ pid }) => pid);
    for (const q of ['皋塘镇', '皋塘地库', 'CC0', '示范资料', '之江大学图书馆', '別名'])
      expect([q, await pids(q)]).toEqual([q, []]);
    for (const q of ['善 9981', '"善 9981"', '曲院风荷', '湯貽汾', '之江書藏'])
      expect([q, await pids(q)]).toEqual([q, [book.pid]]);
    for (const q of ['记录来源=皋塘镇', '权利=CC0', '權利:示范资料', '馆藏地=皋塘地库'])
      expect([q, await pids(q)]).toEqual([q, [book.pid]]);
    const { collection } = desk.seeded;
    for (const q of ['記錄來源=皋塘', '馆藏索书号=地库', 'rights=cc0', '钤印=之江大学图书馆'])
      expect([q, await pids(q, { collection: collection.pid })]).toEqual([q, [book.pid]]);
    // The line that was asked for says why; one that was not is never the reason.
    const [asked] = (await desk.search({ q: '皋塘荷谱 权利=CC0' })).items;
    expect(asked?.reasons).toHaveLength(2);
    const [plain] = (await desk.search({ q: '皋塘' })).items;
    expect(plain?.reasons).toHaveLength(1);
  });
}
