import { type Meaning, parseQuery, type Query } from '../../server/contract/text/index.js';
import type { SearchShelf } from './search.shelf.js';

const meaning = (more: Partial<Omit<Meaning, 'kind'>>): Meaning => ({
  kind: 'meaning',
  text: '',
  because: { typed: '', why: '' },
  entries: [],
  years: [],
  touching: false,
  ...more,
});

const or = (...parts: Query[]): Query => ({ kind: 'or', parts });
const and = (...parts: Query[]): Query => ({ kind: 'and', parts });

/** What words mean besides being words: asked for with them, and told apart from them. */
export function meaningRules(shelf: SearchShelf): void {
  const { given, names } = shelf;
  const rubbings = meaning({ entries: ['kind=rubbing'] });
  const asked = async <K extends string>(ids: Record<K, number>, query: Query) => {
    const answer = await shelf.ask('', { query });
    expect(answer.total).toBe(answer.hits.length);
    const byId = new Map(Object.entries<number>(ids).map(([name, id]) => [id, name]));
    return answer.hits.map(({ itemId, relevance }) => `${byId.get(itemId)} ${relevance}`);
  };

  it('a kind is found by its entry as well as by its name, the kind itself first', async () => {
    const ids = await given({
      list: { title: '金石拓片目錄', facets: ['kind=book'] },
      stele: { title: '唐故王君墓誌', facets: ['kind=rubbing'] },
      told: { title: '書影', metadata: ['附拓片一張'], facets: ['kind=book'] },
      other: { title: '湖山', facets: ['kind=photograph'] },
    });
    const found = await asked(ids, or(parseQuery('拓片'), rubbings));
    expect(found).toEqual(['stele meant', 'list title-exact', 'told metadata']);
    expect(await names(ids, '拓片')).toEqual(['list', 'told']);
  });

  it('beside other words it has to be met with them, where they stand in the title first', async () => {
    const ids = await given({
      lake: { title: '西湖題名', facets: ['kind=rubbing'] },
      subject: { title: '摩崖', metadata: ['西湖'], facets: ['kind=rubbing'] },
      book: { title: '西湖志', facets: ['kind=book'] },
      words: { title: '書影', metadata: ['西湖', '拓片'], facets: ['kind=book'] },
      pages: { title: '靈隱', pages: ['西湖之西'], facets: ['kind=rubbing'] },
    });
    const found = await asked(ids, and(parseQuery('西湖'), or(parseQuery('拓片'), rubbings)));
    expect(found[0]).toBe('lake meant');
    expect(found.slice(1, 3).sort()).toEqual(['subject metadata', 'words metadata']);
    expect(found.slice(3)).toEqual(['pages text']);
  });

  it('years are those that an item lies within; one that is vaguer is found when touching is enough', async () => {
    const ids = await given({
      year: { title: '甲', years: [1765, 1765] },
      reign: { title: '乙', years: [1736, 1795] },
      after: { title: '丙', years: [1796, 1796] },
      none: { title: '丁' },
      word: { title: '戊', metadata: ['乾隆三十年'], years: [1900, 1900] },
    });
    const thirty = { years: [{ from: 1765, to: 1765 }] };
    expect(await asked(ids, or(parseQuery('乾隆三十年'), meaning(thirty)))).toEqual(['year meant', 'word metadata']);
    expect((await asked(ids, meaning({ ...thirty, touching: true }))).sort()).toEqual(['reign meant', 'year meant']);
    const several = meaning({ years: [...thirty.years, { from: 1790, to: 1800 }] });
    expect((await asked(ids, several)).sort()).toEqual(['after meant', 'year meant']);
  });

  it('a time and a thing that were written in one have to be met together, as does a thing of several kinds', async () => {
    const ids = await given({
      stele: { title: '放生池記', facets: ['class=stone.stele'], years: [1122, 1122] },
      later: { title: '海塘記', facets: ['class=stone.stele'], years: [1328, 1328] },
      tile: { title: '長樂未央', facets: ['class=stone.tile'], years: [1000, 1000] },
      photo: { title: '湖上', facets: ['kind=photograph'] },
      painting: { title: '湖山', facets: ['kind=painting'] },
    });
    const song = or(parseQuery('宋'), meaning({ years: [{ from: 960, to: 1279 }] }));
    const steles = or(parseQuery('碑'), meaning({ entries: ['class=stone.stele'] }));
    expect(await asked(ids, and(song, steles))).toEqual(['stele meant']);
    const pictures = or(parseQuery('图片'), meaning({ entries: ['kind=photograph', 'kind=painting'] }));
    expect((await asked(ids, pictures)).sort()).toEqual(['painting meant', 'photo meant']);
  });

  it('what nobody has finds nothing, and takes nothing away', async () => {
    const ids = await given({ one: { title: '雲棲' } });
    expect(await asked(ids, meaning({ entries: ['kind=nothing'] }))).toEqual([]);
    expect(await asked(ids, or(parseQuery('雲棲'), meaning({ entries: ['kind=nothing'] })))).toEqual([
      'one title-exact',
    ]);
  });

  it('says of each of some questions whether anything that this reader may find answers it', async () => {
    await given({
      open: { title: '錢塘縣志', facets: ['kind=book'], years: [1609, 1609] },
      closed: { title: '密檔', labels: ['staff'], facets: ['kind=archive'] },
      paged: { title: '題跋', pages: ['范仲淹書'] },
    });
    const queries = [
      parseQuery('=錢塘'),
      parseQuery('=钱塘'),
      parseQuery('密檔'),
      parseQuery('=范仲淹'),
      parseQuery('=範仲淹'),
      meaning({ entries: ['kind=book'] }),
      meaning({ entries: ['kind=archive'] }),
      meaning({ years: [{ from: 1600, to: 1620 }] }),
    ];
    const collections = [shelf.collection];
    const looks = queries.map((query) => ({ query, any: true as const }));
    const reader = { labels: ['public'], collections };
    const stands = [1, 0, 0, 1, 0, 1, 0, 1];
    expect(await shelf.engine.totals(reader, looks)).toEqual(stands);
    expect(await shelf.engine.totals(reader, [])).toEqual([]);
    expect(await shelf.engine.totals({ ...reader, collections: [1] }, looks.slice(0, 1))).toEqual([0]);
    // Beside another question of this reader, in the same request.
    const beside = await shelf.ask('没有的字', { looks: [...looks, { query: parseQuery('') }] });
    expect([beside.total, ...beside.looks]).toEqual([0, ...stands, 2]);
    expect((await shelf.ask('')).looks).toEqual([]);
  });
}
