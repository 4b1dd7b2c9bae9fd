import { OpenSearchEngine } from '../../server/platform/search/opensearch/opensearch.engine.js';
import { describeOnOpenSearch, dropIndexes, openSearchPrefix, openSearchUrl } from '../support/opensearch.js';
import { Wire } from '../support/wire.js';
import { searchContract } from './search.contract.js';
import { formerBook, formerIndex } from './search.former.js';
import { documentOf, onOpenSearch, requestOf, type Sketch } from './search.engines.js';

describeOnOpenSearch('search in OpenSearch', () => {
  searchContract(onOpenSearch);

  describe('its index', () => {
    const prefix = openSearchPrefix();
    const engine = new OpenSearchEngine({ url: openSearchUrl(), prefix, shards: 2, replicas: 0 });
    const asked = async (path: string) => (await fetch(`${openSearchUrl()}/${path}`)).json();
    const settingsOf = async (index: string) => {
      const body = (await asked(`${index}/_settings`)) as Record<
        string,
        { settings: { index: Record<string, string> & { analysis?: object } } }
      >;
      return Object.values(body)[0]!.settings.index;
    };
    /** Documents that were written while something was done, as the engine itself counts them. */
    const written = async (work: () => Promise<void>): Promise<number> => {
      const count = async () => {
        const { _all } = (await asked(`${prefix}-records/_stats/indexing`)) as {
          _all: { primaries: { indexing: { index_total: number } } };
        };
        return _all.primaries.indexing.index_total;
      };
      const before = await count();
      await work();
      return (await count()) - before;
    };

    beforeAll(() => engine.prepare());
    afterAll(async () => {
      await engine.close();
      await dropIndexes(prefix);
    });

    const total = async (text: string, labels: string[] = ['public']) => {
      await engine.refresh();
      return (await engine.search(requestOf(text, { labels }))).total;
    };
    const pagesWith = async (itemId: number, text: string, labels: string[] = ['public']) => {
      const { hits } = await engine.search(requestOf(text, { labels, pages: 5 }));
      return hits.find((hit) => hit.itemId === itemId)?.pages?.pageIds ?? [];
    };

    it('has the shards and copies that it was told to have', async () => {
      expect(await settingsOf(`${prefix}-records`)).toMatchObject({
        number_of_shards: '2',
        number_of_replicas: '0',
        auto_expand_replicas: 'false',
      });
    });

    it('goes on with what an earlier version made: old documents are found, new ones taken, until all are made anew', async () => {
      const own = `${prefix}-old`;
      await formerIndex(own, 'first', 'records');
      // One that the earlier version was filling when it was replaced.
      const filling = await formerIndex(own, 'filling', 'records-next');
      await formerBook(own, 1);
      const first = new OpenSearchEngine({ url: openSearchUrl(), prefix: own });
      const found = async (text: string) => {
        await first.refresh();
        const fields = new Map([['责任者', 'fld1']]);
        const { total, facets } = await first.search(requestOf(text, { fields, facets: ['kind'] }));
        return [total, ...(facets.kind ?? []).map(({ count }) => count)];
      };
      const later = (itemId: number) =>
        documentOf(itemId, {
          title: '西湖遊覽志',
          metadata: [{ field: 'fld1', text: '田汝成' }],
          facets: ['kind=book'],
          version: 2,
        });

      // Also where nobody has prepared it: an older worker may begin to fill one at any time.
      await first.put([later(2)]);
      await first.prepare();
      expect(await found('西湖')).toEqual([2, 1]);
      expect(await found('李衛')).toEqual([1]);
      expect(await found('責任者:田汝成')).toEqual([1, 1]);
      // What only today's documents have is not there for the old ones: hence the rebuild.
      expect(await found('責任者:李衛')).toEqual([0]);

      const rebuild = await first.rebuild({ resume: filling });
      expect(rebuild.resumed).toBe(true);
      await rebuild.put([later(1), later(2)]);
      await rebuild.finish();
      expect(await found('責任者:田汝成')).toEqual([2, 2]);
      await first.close();
    });

    it('answers all that is asked together or none of it, and asks again where it had no room', async () => {
      await engine.put([documentOf(3, { title: '雷峯塔考', facets: ['kind=book'] })]);
      await engine.refresh();
      const wire = new Wire();
      await wire.lay(new URL(openSearchUrl()));
      const through = new OpenSearchEngine({ url: `http://127.0.0.1:${wire.port}`, prefix });
      const asked = requestOf('雷峰塔', { facets: ['kind'], filters: [{ group: 'kind', keys: ['book'] }] });
      const whole = { hits: { total: { value: 7 }, hits: [] }, aggregations: { kind: { buckets: [] } } };
      const refused = (status: number, type: string) => ({
        responses: [whole, { status, error: { type, reason: 'x' } }],
      });
      const busy = refused(429, 'rejected_execution_exception');
      wire.instead = { like: /_msearch/, times: 2, answer: busy };
      const answer = await through.search(asked);
      expect([answer.total, answer.facets.kind]).toEqual([1, [{ key: 'book', count: 1 }]]);
      expect(wire.instead.times).toBe(0);

      wire.instead = { like: /_msearch/, times: 20, answer: busy };
      await expect(through.search(asked)).rejects.toMatchObject({ code: 'search.unavailable' });
      expect(wire.instead.times).toBeGreaterThan(0);
      // What is wrong with the question does not get better by asking again.
      wire.instead = { like: /_msearch/, times: 2, answer: refused(400, 'parsing_exception') };
      await expect(through.search(asked)).rejects.toThrow('parsing_exception');
      expect(wire.instead.times).toBe(1);
      await through.close();
      await wire.take();
    });

    it('is filled without being looked into, and looked into as usual from then on', async () => {
      const rebuild = await engine.rebuild();
      expect(await settingsOf(rebuild.token)).toMatchObject({ refresh_interval: '-1' });
      await rebuild.finish();
      expect(await settingsOf(rebuild.token)).toMatchObject({ refresh_interval: '500ms' });
    });

    describe('a book of three thousand pages', () => {
      const texts = Array.from({ length: 3000 }, (_, at) => `第${at}葉，湖山第${at % 7}勝`);
      let version = 0;
      const book = (sketch: Sketch & { texts?: string[]; open?: string[]; own?: Record<number, string[]> } = {}) => {
        const { texts: some = texts, open = ['public'], own = {}, ...rest } = sketch;
        return documentOf(1, {
          version: ++version,
          title: '湖山勝概',
          textLabels: open,
          pages: some.map((text, at) => (own[at] ? { text, labels: own[at] } : { text, labels: open, follows: true })),
          ...rest,
        });
      };

      it('is one document when its title, its labels or those of its text change, and each page when that changes', async () => {
        // Its pages, and twice its own: that they are being written, and that they are.
        const seams = texts.length - 1;
        expect(await written(() => engine.put([book()]))).toBe(texts.length + seams + 2);
        expect(await written(() => engine.put([book({ title: '西湖勝概' })]))).toBe(1);
        expect(await total('西湖')).toBe(1);
        expect(await written(() => engine.put([book({ labels: ['staff:1', 'public'] })]))).toBe(1);
        expect(await written(() => engine.put([book({ open: ['staff:1'] })]))).toBe(1);
        expect(await total('第2999葉')).toBe(0);
        expect(await pagesWith(1, '第2999葉')).toEqual([]);
        expect(await total('第2999葉', ['public', 'staff:1'])).toBe(1);
        expect(await pagesWith(1, '第2999葉', ['public', 'staff:1'])).toEqual([3999]);

        // The page and the one whose end runs on to it, each with its seam; the item before and after.
        const changed = texts.with(1500, '此葉重寫');
        expect(await written(() => engine.put([book({ texts: changed })]))).toBe(4 + 2);
        expect(await total('此葉重寫')).toBe(1);
        expect(await total('第1500葉')).toBe(0);

        // One page closed by itself: it and its neighbours' seams.
        expect(await written(() => engine.put([book({ own: { 1500: ['staff:1'] } })]))).toBeLessThan(10);
        expect(await total('第1500葉')).toBe(0);
        expect(await total('第1500葉', ['staff:1'])).toBe(0);
        expect(await total('第1500葉', ['public', 'staff:1'])).toBe(1);
        expect(await pagesWith(1, '第1500葉', ['public', 'staff:1'])).toEqual([2500]);
        expect(await total('第1501葉')).toBe(1);

        // Fewer pages: the ones that are left say the same.
        const fewer = texts.slice(0, 2998);
        expect(await written(() => engine.put([book({ texts: fewer })]))).toBeLessThan(15);
        expect(await total('第2998葉')).toBe(0);
        expect(await total('第2997葉')).toBe(1);
      });

      it('is not found any more once it is withdrawn, and comes back whole', async () => {
        await engine.put([{ itemId: 1, version: ++version, gone: true }]);
        expect(await total('第1葉')).toBe(0);
        expect(await pagesWith(1, '第1葉')).toEqual([]);
        await engine.tidy({ rebuilding: false });
        await engine.put([book()]);
        expect(await total('第1葉')).toBe(1);
        expect(await pagesWith(1, '第1葉')).toEqual([1001]);
      });
    });

    it('knows after a death in the middle which pages it does not know', async () => {
      const pages = (...some: string[]) => some.map((text) => ({ text, follows: true }));
      const at = (n: number, ...some: string[]) =>
        documentOf(2, { version: n, textLabels: ['public'], pages: pages(...some) });
      await engine.put([at(1, '甲乙丙', '丁戊己')]);
      // A writer that has said what it will write, and dies before it has.
      const wire = new Wire();
      await wire.lay(new URL(openSearchUrl()));
      wire.breaksAt = /"page_id"/;
      const dying = new OpenSearchEngine({ url: `http://127.0.0.1:${wire.port}`, prefix });
      await expect(dying.put([at(2, '甲乙丙', '庚辛壬')])).rejects.toMatchObject({ code: 'search.unavailable' });
      await dying.close();
      await wire.take();
      await engine.put([at(3, '甲乙丙', '庚辛壬')]);
      expect(await total('庚辛壬')).toBe(1);
      expect(await total('丁戊己')).toBe(0);
    });
  });
});
