import type { ItemCard, SearchView } from '../../server/contract/reader.js';
import type { Demo } from './demo.js';

const kind =
  (name: string) =>
  ({ collection }: ItemCard): boolean =>
    collection.kind === name;
const any = (): boolean => true;

type Asked = [q: string, least: number, most: number, first?: (card: ItemCard) => boolean];

/**
 * What readers typed in their first hour, with how much of the demo there is of it: at least, and at most. All of what is
 * seen first is what was asked for, where a kind of material was.
 */
const typed: Asked[] = [
  // Kinds and classes.
  ['拓片', 36, 40, kind('rubbing')],
  ['老照片', 46, 50, kind('photograph')],
  ['照片', 46, 60, kind('photograph')],
  ['三维', 16, 20, kind('object')],
  ['信札', 28, 34, kind('letter')],
  ['rubbings', 36, 40, kind('rubbing')],
  ['Song dynasty stele', 1, 10, kind('rubbing')],
  // Dates, however they are written.
  ['1931年', 5, 8],
  ['民国20年', 5, 8],
  ['民國二十年', 5, 9],
  ['一九三一', 5, 8],
  ['乾隆30年', 2, 4],
  ['万历32年', 1, 4],
  ['353年', 1, 4],
  ['1562年', 1, 3],
  ['光緒庚寅', 2, 3],
  ['庚寅', 2, 8],
  ['16世纪', 8, 40],
  ['Ming dynasty', 10, 60],
  // English, one and several.
  ['lakes', 40, 120],
  ['bridges', 10, 40],
  ['vases', 4, 12],
  ['poem', 5, 20],
  ['Confucius', 1, 8],
  ['Tao Te Ching', 1, 3],
  ['letter to', 20, 30, kind('letter')],
  ['the lakes', 40, 120],
  // Letters that spell.
  ['xihu', 10, 120],
  ['qian tang', 5, 120],
  ['dao de jing', 1, 3],
  ['ddj', 1, 3],
  ['lantingxu', 1, 30],
  // Written together, as the site itself shows it, with commas of any width, and the way back from what was avoided.
  ['青花瓷', 1, 14, kind('object')],
  ['〔清〕沈湖楼', 1, 20],
  ['西湖,雷峰', 1, 10],
  ['元奘', 1, 3],
  ['天下皆知美之为美', 1, 2],
  ['清將恐裂', 1, 1],
  // What is said of the record, and not of what it is of.
  ['兰亭', 4, 25],
  ['之江', 0, 60],
  ['图书馆', 0, 30],
  ['南湖', 8, 30],
  ['为', 0, 150],
  ['著', 0, 60],
  ['CC0', 0, 0],
  ['公有领域', 0, 0],
  ['示范资料', 0, 0],
  ['zh-Hans', 0, 0],
  // Signs alone.
  ...['😀', '%', '_', '*', '.', '(', '"', '\\', '-'].map((sign): Asked => [sign, 0, 0]),
];

/** The queries of a reader's first hour, asked again. */
export function whatIsTyped({ get, works }: Demo): void {
  const search = async (query: Record<string, string>) =>
    JSON.parse((await get(`/api/v1/search?${new URLSearchParams(query).toString()}`)).text) as SearchView;

  it('finds what is typed, and nothing by who described it, where it is kept or what may be done with it', async () => {
    const troubles: string[] = [];
    for (const [q, least, most, first = any] of typed) {
      const { total, items } = await search({ q, size: '10' });
      if (total < least || total > most) troubles.push(`${q}: ${total}, not ${least} to ${most}`);
      const others = items.filter((card) => !first(card));
      if (others.length) troubles.push(`${q}: ${others.map(({ title }) => title.parts.join('')).join('、')}`);
    }
    // A dynasty in one character is its time before it is a name.
    for (const [q, years] of [
      ['明', '1368–1644'],
      ['清', '1636–1912'],
    ] as const) {
      const { expansions } = await search({ q });
      if (!JSON.stringify(expansions).includes(years)) troubles.push(`${q}: not told as ${years}`);
    }
    expect(troubles).toEqual([]);
    expect(works.length).toBeGreaterThan(150);
  });

  it('says why in the language of the question, and tells of no form that stands nowhere', async () => {
    for (const q of ['造像', '南湖']) {
      const { items } = await search({ q });
      const said = items.flatMap(({ summary }) => summary?.parts.join('') ?? []);
      expect({ q, english: said.filter((line) => !/\p{Script=Han}/u.test(line)) }).toEqual({ q, english: [] });
    }
    for (const q of ['范仲淹', '朱子', '乾隆', '八千卷楼', '佛经', '台', '西湖']) {
      const { expansions } = await search({ q });
      for (const wrong of ['範仲淹', '硃子', '榦隆', '八韆捲樓', '彿經', '颱', 'West Lake（'])
        expect([q, JSON.stringify(expansions).includes(wrong)]).toEqual([q, false]);
    }
  });

  it('shows classes below what they belong to, and all of them on the way in', async () => {
    const { facets } = await search({ q: '西湖' });
    const classes = facets.find(({ key }) => key === 'class')!.values;
    let above = '';
    const under = Object.fromEntries(
      classes.map(({ label, depth }) => [label, depth === 0 ? (above = label) && '' : above]),
    );
    for (const [label, over] of [
      ['金石类', '史部'],
      ['总集类', '集部'],
      ['道家类', '子部'],
    ] as const)
      expect([label, under[label] ?? over]).toEqual([label, over]);
    const books = works.find(({ collection }) => collection.kind === 'book')!.collection.pid;
    const { text } = await get(`/c/${books}`);
    for (const top of ['经部', '史部', '子部', '集部'])
      expect([top, new RegExp(`<a\\b[^>]*href="/search[^"]*"[^>]*>(?:(?!</a>)[^])*${top}`).test(text)]).toEqual([
        top,
        true,
      ]);
  });
}
