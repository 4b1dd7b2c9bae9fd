import { eventually } from '../support/eventually.js';
import { good } from '../support/seed.js';
import type { SearchDesk } from './search.desk.js';

interface Term {
  pid: string;
  code: string;
  version: number;
  variants: string[];
}

/** A changed name has every document anew that holds it, wherever in the record it stands. Asked as written: names are not added then. */
export function renamingSuite(desk: SearchDesk): void {
  const { published, made, publish, search, found } = desk;
  const admin = () => desk.seeded.admin;
  const agent = async (name: string) =>
    good(await admin().post('/agents', { library: null, name: { 'zh-CN': name } })) as { pid: string; version: number };
  const rename = async (kind: 'agents' | 'places', { pid, version }: { pid: string; version: number }, name: string) =>
    good(await admin().patch(`/${kind}/${pid}`, { version, name: { 'zh-CN': name } }));
  const written = (q: string, total: number) => found({ q, exact: '1' }, total);
  const jobs = () =>
    desk.app.database.query<{ id: number }>(`SELECT id FROM job WHERE kind = 'search.reindex' ORDER BY id`);

  async function term(vocabulary: string, code: string): Promise<Term> {
    const { rows } = good(await admin().get('/vocabularies')) as { rows: { pid: string; key: string }[] };
    const { pid } = rows.find(({ key }) => key === vocabulary)!;
    const terms = good(await admin().get(`/vocabularies/${pid}/terms`)).rows as Term[];
    return terms.find((one) => one.code === code)!;
  }

  it('a person in a part of a compound, in the metadata of the item and of it alone', async () => {
    const owner = await agent('改名前甲');
    const sealed = await published({
      title: '藏印之書',
      values: { [desk.fieldByKey('seal')]: [{ value: { text: '某氏珍藏', owner: { name: '某氏', ref: owner.pid } } }] },
    });
    const other = await published({ title: '無印之書' });
    await written('改名前甲', 1);
    const version = async (pid: string) =>
      (await desk.app.database.one<{ v: number }>('SELECT doc_version AS v FROM item WHERE pid = $1', [pid]))!.v;
    const before = [await version(sealed.pid), await version(other.pid)];
    await rename('agents', owner, '改名後乙');
    const view = await written('改名後乙', 1);
    expect(view.items.map(({ pid }) => pid)).toEqual([sealed.pid]);
    await written('改名前甲', 0);
    const after = [await version(sealed.pid), await version(other.pid)];
    expect([after[0]! > before[0]!, after[1]]).toEqual([true, before[1]]);
  });

  it('a place, and a person that was merged into the one who is renamed', async () => {
    const place = good(await admin().post('/places', { library: null, name: { 'zh-CN': '舊地名' } }));
    const [kept, gone] = [await agent('合併甲'), await agent('合併乙')];
    await published({
      title: '地與人',
      values: {
        [desk.fieldOf('place')]: [{ value: { name: '某地', ref: place.pid } }],
        [desk.fieldOf('agent')]: [{ value: { name: '某人', ref: gone.pid } }],
      },
    });
    await written('舊地名', 1);
    await desk.app.database.query(
      'UPDATE agent SET merged_into = (SELECT id FROM agent WHERE pid = $1) WHERE pid = $2',
      [kept.pid, gone.pid],
    );
    await rename('places', place, '新地名');
    await written('新地名', 1);
    await rename('agents', kept, '合併後名');
    await written('合併後名', 1);
  });

  it('a term, and with it whatever stands under the terms below it', async () => {
    await published({ title: '易類之書', values: { [desk.fieldByKey('siku')]: [{ value: { code: 'jing-yi' } }] } });
    const above = await term('siku', 'jing');
    good(await admin().patch(`/terms/${above.pid}`, { version: above.version, label: { 'zh-CN': '經典之屬' } }));
    await written('易類之書 經典之屬', 1);
    const own = await term('siku', 'jing-yi');
    good(await admin().patch(`/terms/${own.pid}`, { version: own.version, label: { 'zh-CN': '周易之屬' } }));
    const view = await written('易類之書 周易之屬', 1);
    const facet = (await search({ q: '易類之書', collection: desk.seeded.collection.pid })).facets.find(
      ({ key }) => key === desk.fieldByKey('siku'),
    );
    expect(facet?.values.map(({ label }) => label)).toEqual(['經典之屬', '周易之屬']);
    expect(view.items).toHaveLength(1);
  });

  it('what readers see counts, also where the head no longer points there; a name that stands nowhere makes no job', async () => {
    const person = await agent('前人之名');
    const values = { [desk.fieldOf('agent')]: [{ value: { name: '前人', ref: person.pid } }] };
    const item = await publish(await made({ title: '前後兩版', values }));
    await written('前人之名', 1);
    good(
      await admin().put(`/items/${item.pid}`, {
        version: item.version,
        values: { ...item.values, [desk.fieldOf('agent')]: [{ value: { name: '後人' } }] },
      }),
    );
    await rename('agents', person, '前人新名');
    await written('前人新名', 1);
    const idle = await agent('無處可見');
    const before = await jobs();
    await rename('agents', idle, '依舊無處');
    expect(await jobs()).toEqual(before);
    await eventually(
      () =>
        desk.app.database.query(
          `SELECT 1 FROM job WHERE kind = 'search.reindex' AND state <> 'done' AND key LIKE 'name %'`,
        ),
      (rows) => rows.length === 0,
    );
  });
}
