import { phraseOf, type Query } from '../../server/contract/text/index.js';
import { requestOf } from './search.engines.js';
import type { SearchShelf } from './search.shelf.js';

/** What the rows of the advanced form ask beside words: how a value begins, what it is, whether there is one, and when. */
export function rowRules(shelf: SearchShelf): void {
  const { given } = shelf;

  const found = async <K extends string>(ids: Record<K, number>, query: Query): Promise<string[]> => {
    const { hits } = await shelf.engine.search({ ...requestOf('', { collections: [shelf.collection] }), query });
    const names = new Map(Object.entries<number>(ids).map(([name, id]) => [id, name]));
    return hits.map(({ itemId }) => names.get(itemId) ?? 'stranger').sort();
  };
  const asked = (text: string, field: string, stands?: 'beginning' | 'whole', exact = false): Query =>
    phraseOf(text, { field, exact, ...(stands ? { stands } : {}) }) as Query;

  describe('rows', () => {
    const shelved = () =>
      given({
        poems: { title: '詩集', metadata: [{ field: 'f1', core: '.agent', text: '長塘鮑氏知不足齋' }] },
        odes: { title: '唐詩', metadata: [{ field: 'f1', core: '.agent', text: '鮑氏' }], years: [1765, 1775] },
        both: {
          title: '詩',
          titles: ['詩', '長塘詩話'],
          metadata: [
            { field: 'f1', core: '.agent', text: '沈德潛' },
            { field: 'f1', core: '.agent', text: '長塘鮑氏' },
          ],
          years: [1700, 1769],
        },
        latin: { title: 'West Lake Views', metadata: [{ field: 'f2', text: '……' }], years: [-221, -221] },
      });

    it('find what a value begins with, in any of its values and in either script', async () => {
      const ids = await shelved();
      expect(await found(ids, asked('长塘', 'f1', 'beginning'))).toEqual(['both', 'poems']);
      expect(await found(ids, asked('鲍氏', '.agent', 'beginning'))).toEqual(['odes']);
      expect(await found(ids, asked('詩', '.title', 'beginning'))).toEqual(['both', 'poems']);
      expect(await found(ids, asked('west lake', '.title', 'beginning'))).toEqual(['latin']);
      expect(await found(ids, asked('lake', '.title', 'beginning'))).toEqual([]);
      expect(await found(ids, asked('長塘', '.agent', 'beginning', true))).toEqual(['both', 'poems']);
      expect(await found(ids, asked('长塘', '.agent', 'beginning', true))).toEqual([]);
    });

    it('find what a value is, and nothing beside it', async () => {
      const ids = await shelved();
      expect(await found(ids, asked('鲍氏', 'f1', 'whole'))).toEqual(['odes']);
      expect(await found(ids, asked('長塘鮑氏', '.agent', 'whole'))).toEqual(['both']);
      expect(await found(ids, asked('诗', '.title', 'whole'))).toEqual(['both']);
      expect(await found(ids, asked('WEST LAKE VIEWS', '.title', 'whole'))).toEqual(['latin']);
      expect(await found(ids, asked('詩集', 'f1', 'whole'))).toEqual([]);
    });

    it('know where something is said and where nothing is', async () => {
      const ids = await shelved();
      expect(await found(ids, { kind: 'said', field: 'f1' })).toEqual(['both', 'odes', 'poems']);
      expect(await found(ids, { kind: 'not', part: { kind: 'said', field: '.agent' } })).toEqual(['latin']);
      // Signs alone are not said by anybody.
      expect(await found(ids, { kind: 'said', field: 'f2' })).toEqual([]);
    });

    it('find by years, also beside words and among what is refused', async () => {
      const ids = await shelved();
      expect(await found(ids, { kind: 'years', from: 1766, to: 1770 })).toEqual(['both', 'odes']);
      expect(await found(ids, { kind: 'years', from: null, to: -200 })).toEqual(['latin']);
      expect(await found(ids, { kind: 'years', from: null, to: null })).toEqual(['both', 'latin', 'odes']);
      const late: Query = { kind: 'years', from: 1770, to: null };
      expect(await found(ids, { kind: 'not', part: late })).toEqual(['both', 'latin', 'poems']);
      expect(await found(ids, { kind: 'or', parts: [late, asked('沈德潜', 'f1')] })).toEqual(['both', 'odes']);
      expect(await found(ids, { kind: 'and', parts: [late, asked('沈德潜', 'f1')] })).toEqual([]);
    });

    it('find what stands under any of several values, also among what is refused', async () => {
      const ids = await given({
        block: { title: '甲', facets: ['f1=block', 'f1=print'] },
        type: { title: '乙', facets: ['f1=type', 'f1=print', 'f2=block'] },
        hand: { title: '丙', facets: ['f1=hand'], years: [1700, 1710] },
        none: { title: '丁' },
      });
      const under = (...entries: string[]): Query => ({ kind: 'under', entries });
      expect(await found(ids, under('f1=block', 'f1=hand'))).toEqual(['block', 'hand']);
      // Whatever is above it is written with it.
      expect(await found(ids, under('f1=print'))).toEqual(['block', 'type']);
      expect(await found(ids, under('f1=nothing', 'f3=block'))).toEqual([]);
      expect(await found(ids, under())).toEqual([]);
      expect(await found(ids, { kind: 'not', part: under('f1=block', 'f2=block') })).toEqual(['hand', 'none']);
      const dated: Query = { kind: 'years', from: 1705, to: null };
      expect(await found(ids, { kind: 'and', parts: [under('f1=print', 'f1=hand'), dated] })).toEqual(['hand']);
      expect(await found(ids, { kind: 'or', parts: [under('f1=type'), dated] })).toEqual(['hand', 'type']);
      const words: Query = { kind: 'and', parts: [phraseOf('甲') as Query, under('f1=print')] };
      expect(await found(ids, words)).toEqual(['block']);
      const reader = { labels: ['public'], collections: [shelf.collection] };
      const looks = [under('f1=print'), under('f1=nothing'), words].map((query) => ({ query }));
      expect(await shelf.engine.totals(reader, looks)).toEqual([2, 0, 1]);
      expect(await shelf.engine.totals({ ...reader, labels: ['staff:9'] }, looks)).toEqual([0, 0, 0]);
    });

    it('are counted in one request, each within what narrows it', async () => {
      await shelved();
      const queries: Query[] = [
        { kind: 'all' },
        asked('長塘', 'f1', 'beginning'),
        { kind: 'said', field: 'f1' },
        { kind: 'not', part: asked('詩', '.title') },
        phraseOf('詩') as Query,
      ];
      const reader = { labels: ['public'], collections: [shelf.collection] };
      const looks = queries.map((query) => ({ query }));
      expect(await shelf.engine.totals(reader, looks)).toEqual([4, 2, 3, 1, 3]);
      const old = looks.map((look) => ({ ...look, years: { from: 1765, to: 1775 } }));
      expect(await shelf.engine.totals(reader, [...old, ...looks])).toEqual([2, 1, 2, 0, 2, 4, 2, 3, 1, 3]);
      expect(await shelf.engine.totals({ ...reader, labels: ['staff:9'] }, looks)).toEqual([0, 0, 0, 0, 0]);
    });
  });
}
