import { OpenSearchEngine } from '../../server/platform/search/opensearch/opensearch.engine.js';
import { describeOnOpenSearch, dropIndexes, openSearchPrefix, openSearchUrl } from '../support/opensearch.js';
import { Wire } from '../support/wire.js';
import { searchContract } from './search.contract.js';
import { documentOf, onOpenSearch, requestOf, type Sketch } from './search.engines.js';

interface Mappings {
  properties: Record<string, object>;
}

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
      const { query } = requestOf(text);
      return (await engine.pageHits({ query, labels, itemIds: [itemId], most: 5 }))[0]?.pageIds ?? [];
    };

    it('has the shards and copies that it was told to have', async () => {
      expect(await settingsOf(`${prefix}-records`)).toMatchObject({
        number_of_shards: '2',
        number_of_replicas: '0',
        auto_expand_replicas: 'false',
      });
    });

    it('takes documents of today where it was made by an earlier version', async () => {
      const own = `${prefix}-old`;
      const first = new OpenSearchEngine({ url: openSearchUrl(), prefix: own });
      await first.prepare();
      const { mappings } = (Object.values(await asked(`${own}-records/_mapping`)) as { mappings: Mappings }[])[0]!;
      const added = /^(count_|worded$)/;
      const known = Object.entries(mappings.properties).filter(([name]) => !added.test(name));
      expect(known.length).toBeLessThan(Object.keys(mappings.properties).length);
      await dropIndexes(own);
      const { analysis } = await settingsOf(`${prefix}-records`);
      // One that serves, and one that the earlier version was filling when it was replaced.
      for (const [index, alias] of [
        ['first', 'records'],
        ['filling', 'records-next'],
      ]) {
        await fetch(`${openSearchUrl()}/${own}-records-${index}`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            settings: { analysis },
            mappings: { ...mappings, properties: Object.fromEntries(known) },
            aliases: { [`${own}-${alias}`]: {} },
          }),
        });
      }
      await expect(first.put([documentOf(1, { facets: ['kind=book'] })])).rejects.toThrow('strict_dynamic_mapping');
      await first.prepare();
      await first.put([documentOf(1, { facets: ['kind=book'] })]);
      await first.refresh();
      expect((await first.search(requestOf('', { facets: ['kind'] }))).facets.kind).toEqual([
        { key: 'book', count: 1 },
      ]);
      await first.close();
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
        expect(await pagesWith(1, '第2999葉', ['staff:1'])).toEqual([3999]);

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
