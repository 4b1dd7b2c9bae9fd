import { recordPage } from '../../server/platform/search/search.document.js';
import { phraseOf, type Query } from '../../server/contract/text/index.js';
import { type Ask, requestOf } from './search.engines.js';
import type { SearchShelf } from './search.shelf.js';

/** What is found, and how well. */
export function matchingRules(shelf: SearchShelf): void {
  const { given, ask, names } = shelf;

  describe('words', () => {
    it('finds traditional by simplified and simplified by traditional, inside longer words', async () => {
      const ids = await given({ a: { title: '重修錢塘縣志' }, b: { title: '钱塘遗事' }, c: { title: '塘钱集' } });
      expect((await names(ids, '钱塘')).sort()).toEqual(['a', 'b']);
      expect((await names(ids, '錢塘')).sort()).toEqual(['a', 'b']);
    });

    it('finds two-character words that segmentation would swallow', async () => {
      const ids = await given({ a: { title: '欽定四庫全書總目' }, b: { title: '西安府志' } });
      expect(await names(ids, '四库')).toEqual(['a']);
      expect(await names(ids, '全书')).toEqual(['a']);
      expect(await names(ids, '西安')).toEqual(['b']);
      expect(await names(ids, '志')).toEqual(['b']);
    });

    it('demands exact glyphs when asked', async () => {
      const ids = await given({
        a: { title: '錢塘' },
        b: { title: '钱塘' },
        c: { title: 'Café' },
        d: { title: 'cafe' },
      });
      expect(await names(ids, '錢塘', { exact: true })).toEqual(['a']);
      expect(await names(ids, '钱塘', { exact: true })).toEqual(['b']);
      expect((await names(ids, 'CAFE')).sort()).toEqual(['c', 'd']);
      expect(await names(ids, 'café', { exact: true })).toEqual(['c']);
    });

    it('lets nothing but another value break a phrase', async () => {
      const ids = await given({
        comma: { title: '大學，之道' },
        line: { metadata: ['大學\n之道'] },
        bracket: { metadata: ['大學〔之〕道'] },
        note: { metadata: ['大學〈程子曰親當作新〉之道'] },
        values: { metadata: ['大學', '之道'] },
        order: { metadata: ['之道大學'] },
      });
      expect((await names(ids, '大学之道')).sort()).toEqual(['bracket', 'comma', 'line', 'note']);
      expect((await names(ids, '"大學之道"')).sort()).toEqual(['bracket', 'comma', 'line', 'note']);
      expect((await names(ids, '大學 之道')).sort()).toEqual(['bracket', 'comma', 'line', 'note', 'order', 'values']);
    });

    it('finds another name in its class of relevance, and never as exactly what was typed', async () => {
      const ids = await given({ typed: { title: '某集', metadata: ['東坡'] }, other: { title: '蘇軾' }, neither: {} });
      const typed = requestOf('东坡', { collections: [shelf.collection] });
      const record = { kind: 'agent' as const, pid: 'x', name: '' };
      const because = { typed: '东坡', why: '', record, variant: 'art' };
      const other = phraseOf('蘇軾', { because }) as Query;
      const { hits } = await shelf.engine.search({ ...typed, query: { kind: 'or', parts: [typed.query, other] } });
      expect(hits.map(({ itemId, relevance }) => [itemId, relevance])).toEqual([
        [ids.other, 'title'],
        [ids.typed, 'metadata'],
      ]);
    });

    it('takes the longest record that a form can hold', async () => {
      const signs = Array.from({ length: 2_000_000 }, (_, at) => 0x4e00 + ((Math.imul(at, 48_271) >>> 8) % 20_000));
      const text = signs.reduce((all, sign) => all + String.fromCharCode(sign), '');
      const long = { field: 'f1', core: 'abstract', text: `湖山勝概${text}${'w'.repeat(9000)} ` };
      const ids = await given({ a: { title: '巨帙', metadata: [long, { field: 'f2', text: '商務印書館' }] } });
      const fields = new Map([['f', 'f2']]);
      for (const asked of ['巨帙', '湖山勝概', '商務印書館', 'f:商務印書館'])
        expect([asked, await names(ids, asked, { fields })]).toEqual([asked, ['a']]);
    });

    describe('the largest questions', () => {
      const words = (length: number, from: number) =>
        String.fromCodePoint(...Array.from({ length }, (_, at) => 0x4e00 + ((from + at * 37) % 20_000)));
      const named = new Map([['f', 'f1']]);
      const other = (at: number, field?: string): Query => {
        const record = { kind: 'agent' as const, pid: 'x', name: '' };
        const because = { typed: '东坡', why: '', record, variant: 'art' };
        return phraseOf(words(5, at * 91), { because, ...(field ? { field } : {}) }) as Query;
      };
      const many = (length: number, before = '') =>
        Array.from({ length: 24 }, (_, at) => before + words(length, at * 113)).join(' ');

      it.each([
        ['one phrase', words(500, 7), undefined],
        ['many phrases', many(19), undefined],
        ['many phrases in a field', many(17, 'f:'), 'f1'],
        ['one phrase in a field', `f:${words(490, 7)}`, 'f1'],
        ['single characters', Array.from({ length: 240 }, (_, at) => words(1, at)).join(' '), undefined],
      ])('are answered: %s', async (_name, text, field) => {
        const ids = await given({ a: { title: text, metadata: [{ field: 'f1', text }] } });
        const typed = requestOf(text, { collections: [shelf.collection], fields: named });
        const { hits } = await shelf.engine.search(typed);
        expect(hits.map(({ itemId }) => itemId)).toEqual([ids.a]);
        const others = Array.from({ length: 24 }, (_, at) => other(at, field));
        const query: Query = { kind: 'or', parts: [typed.query, ...others] };
        expect((await shelf.engine.search({ ...typed, query })).hits.map(({ itemId }) => itemId)).toEqual([ids.a]);
      });
    });

    it('takes □ for any one character', async () => {
      const ids = await given({
        a: { title: '錢塘江' },
        b: { title: '錢清江' },
        c: { title: '錢江' },
        d: { title: '錢江水江' },
      });
      expect((await names(ids, '錢□江')).sort()).toEqual(['a', 'b']);
      expect(await names(ids, '錢□□江')).toEqual(['d']);
    });

    it('knows and, or, not', async () => {
      const ids = await given({
        both: { title: '西湖 雷峯塔' },
        lake: { title: '西湖' },
        tower: { title: '雷峰塔' },
        none: { title: '靈隱' },
      });
      expect(await names(ids, '西湖 雷峰')).toEqual(['both']);
      expect((await names(ids, '西湖 OR 雷峰')).sort()).toEqual(['both', 'lake', 'tower']);
      expect(await names(ids, '西湖 -雷峰')).toEqual(['lake']);
      expect((await names(ids, '-西湖')).sort()).toEqual(['none', 'tower']);
      expect((await names(ids, '')).sort()).toEqual(['both', 'lake', 'none', 'tower']);
    });

    it('reads Latin words, mixed scripts and characters beyond the BMP', async () => {
      const ids = await given({
        a: { title: 'West Lake Views, 1935年' },
        b: { title: 'Lake West' },
        c: { title: '𠮷田T恤' },
      });
      expect(await names(ids, '"west lake"')).toEqual(['a']);
      expect((await names(ids, 'LAKE west')).sort()).toEqual(['a', 'b']);
      expect(await names(ids, '1935')).toEqual(['a']);
      expect(await names(ids, '𠮷田')).toEqual(['c']);
      expect(await names(ids, 'T恤')).toEqual(['c']);
    });

    it('asks in one field', async () => {
      const ids = await given({
        a: {
          metadata: [
            { field: 'fld1', text: '西湖' },
            { field: 'fld2', text: '蘇軾' },
          ],
        },
        b: { metadata: [{ field: 'fld2', text: '西湖' }] },
      });
      const fields = new Map([['地点', 'fld1']]);
      expect(await names(ids, '地點:西湖', { fields })).toEqual(['a']);
      expect(await names(ids, '西湖 -地点:西湖', { fields })).toEqual(['b']);
    });

    it('asks in what fields mean, whatever they are called where they are', async () => {
      const ids = await given({
        book: { title: '湖山便覽', metadata: [{ field: 'fld1', core: '.agent', text: '翟灝' }, '翟灝刻本'] },
        letter: {
          title: '致友人',
          titles: ['致友人', '論湖山書'],
          metadata: [{ field: null, core: '.agent', text: '翟顥' }],
        },
        other: {
          title: '翟灝年譜',
          metadata: [
            { field: 'fld1', text: '湖山' },
            { field: 'fld2', core: '.date', text: '乾隆' },
          ],
        },
      });
      const fields = new Map([
        ['责任者', '.agent'],
        ['题名', '.title'],
        ['年代', '.date'],
      ]);
      expect((await names(ids, '責任者=翟', { fields })).sort()).toEqual(['book', 'letter']);
      expect(await names(ids, '責任者=翟灝', { fields })).toEqual(['book']);
      expect((await names(ids, '題名=湖山', { fields })).sort()).toEqual(['book', 'letter']);
      expect(await names(ids, '題名=湖山 -责任者:翟顥', { fields })).toEqual(['book']);
      expect(await names(ids, '年代=乾隆', { fields })).toEqual(['other']);
      expect(await names(ids, '年代=翟', { fields })).toEqual([]);
    });

    it('stays within one value of a field', async () => {
      const ids = await given({
        two: {
          metadata: [
            { field: 'fld1', core: '.place', text: '西湖孤山' },
            { field: 'fld2', text: '孤山放鶴' },
            { field: 'fld1', core: '.place', text: '錢塘〔今杭州〕江上' },
          ],
        },
        one: { metadata: [{ field: 'fld2', core: '.place', text: '西湖 孤山放鶴亭 1935' }] },
      });
      const fields = new Map([
        ['地点', 'fld1'],
        ['附注', 'fld2'],
        ['处', '.place'],
      ]);
      const found = async (text: string) => (await names(ids, text, { fields })).sort();
      expect(await found('地点:孤山')).toEqual(['two']);
      // From one value into the next, of another field or the same.
      expect(await found('地点:孤山放')).toEqual([]);
      expect(await found('地点:孤山錢塘')).toEqual([]);
      expect(await found('附注:孤山放')).toEqual(['one', 'two']);
      expect(await found('处:孤山放鶴')).toEqual(['one']);
      // A lost character, a note that is passed over, one sign, the glyphs as they are written.
      expect(await found('处:西□孤')).toEqual(['one', 'two']);
      expect(await found('地点:山□塘')).toEqual([]);
      expect(await found('地点:錢塘江')).toEqual(['two']);
      expect(await found('地点:杭州')).toEqual(['two']);
      expect(await found('处:塘')).toEqual(['two']);
      expect(await found('地点:=錢塘')).toEqual(['two']);
      expect(await found('地点:=钱塘')).toEqual([]);
      expect(await found('处:1935 -地点:江')).toEqual(['one']);
    });

    it('takes signs of its own language as text', async () => {
      const ids = await given({ a: { title: "o'neil & sons | (1) : \\ * ! <-> fld1:" } });
      for (const text of [
        "o'neil",
        'sons & (',
        '\\ sons',
        "' OR 1=1 --sons",
        'sons:*',
        'a|b OR sons',
        'neil <-> sons',
      ]) {
        await expect(ask(text)).resolves.toBeDefined();
      }
      expect(await names(ids, "o'neil sons")).toEqual(['a']);
    });
  });

  describe('texts of pages', () => {
    it('finds an item by its pages, also across the end of a page', async () => {
      const ids = await given({ a: { pages: ['天地玄黃宇', '宙洪荒'] }, b: { pages: ['宇宙'] } });
      expect((await names(ids, '宇宙')).sort()).toEqual(['a', 'b']);
      expect(await names(ids, '玄黄 洪荒')).toEqual(['a']);
      expect(await names(ids, '天地玄黃宇宙洪荒')).toEqual(['a']);
    });

    it('joins words of metadata and text', async () => {
      const ids = await given({ a: { title: '千字文', pages: ['天地玄黃'] }, b: { title: '千字文' } });
      expect(await names(ids, '千字文 玄黄')).toEqual(['a']);
      expect(await names(ids, '千字文 -玄黄')).toEqual(['b']);
    });

    it('finds by text only what this reader may find by text', async () => {
      const ids = await given({
        open: { pages: ['秘本'] },
        closed: { pages: [{ text: '秘本', labels: ['campus:1'] }] },
        mixed: { pages: [{ text: '秘本', labels: ['campus:1'] }, '公開'] },
      });
      expect(await names(ids, '秘本')).toEqual(['open']);
      expect((await names(ids, '秘本', { labels: ['public', 'campus:1'] })).sort()).toEqual([
        'closed',
        'mixed',
        'open',
      ]);
      expect(await names(ids, '公開')).toEqual(['mixed']);
      expect((await names(ids, '-秘本')).sort()).toEqual(['closed', 'mixed']);
    });

    it('does not lead from an open page into a closed one', async () => {
      const ids = await given({ a: { pages: ['甲乙', { text: '丙丁', labels: ['campus:1'] }] } });
      expect(await names(ids, '乙丙')).toEqual([]);
      expect(await names(ids, '丙丁', { labels: ['public', 'campus:1'] })).toEqual(['a']);
    });

    it('names the pages in order, with how many there are', async () => {
      const ids = await given({
        a: { pages: ['錢塘', '無', '钱塘江', { text: '錢塘', labels: ['staff:1'] }, '錢塘'] },
        b: { pages: ['無'] },
      });
      const first = { total: 3, pageIds: [ids.a * 1000, ids.a * 1000 + 2] };
      expect(await shelf.pages('钱塘', { pages: 2 })).toEqual({ [ids.a]: first });
      // Any of the words will do, in whatever order the hits come; those of a field stand on no page.
      expect(await shelf.pages('钱塘 OR 无', { pages: 1, sort: { by: 'newest', descending: false } })).toEqual({
        [ids.a]: { total: 4, pageIds: [ids.a * 1000] },
        [ids.b]: { total: 1, pageIds: [ids.b * 1000] },
      });
      expect(await shelf.pages('题名=題名', { fields: new Map([['题名', '.title']]) })).toEqual({});
      // Nobody who does not ask has them looked for.
      expect((await ask('钱塘')).hits.map(({ pages }) => pages)).toEqual([undefined]);
    });

    it('names the page on which words begin that run on to the next', async () => {
      const ids = await given({ a: { pages: ['無', '天地玄', '黃宇宙'] } });
      expect(await shelf.pages('玄黄')).toEqual({ [ids.a]: { total: 1, pageIds: [ids.a * 1000 + 1] } });
    });

    it('finds by what the record itself says of a closed text, and names no page for it', async () => {
      const closed = { textLabels: ['member:1'] };
      const own = {
        pageId: recordPage,
        alone: true,
        follows: true,
        labels: ['member:1'],
        text: '積金遺子孫\n□\n未必能守',
      };
      const ids = await given({
        a: { ...closed, pages: [{ text: '首葉之末', labels: ['member:1'], follows: true }, own] },
      });
      expect(await names(ids, '积金遗子孙')).toEqual([]);
      const labels = ['public', 'member:1'];
      expect(await names(ids, '积金遗子孙', { labels })).toEqual(['a']);
      // Neither from the last page into it nor from one value into the next.
      for (const words of ['之末積金', '子孫未必']) expect(await names(ids, words, { labels })).toEqual([]);
      expect(await shelf.pages('积金', { labels })).toEqual({});
    });

    it('finds every word of a page longer than a position can count', async () => {
      const filler = Array.from({ length: 400 }, (_, i) => `卷${i}之乎者也曰以為其於而不知天下之大也`).join('');
      const ids = await given({ a: { pages: [`${filler}末尾之語${filler}終篇`] } });
      expect(await names(ids, '末尾之语')).toEqual(['a']);
      expect(await names(ids, '也終篇')).toEqual(['a']);
      expect(await shelf.pages('末尾之语')).toEqual({ [ids.a]: { total: 1, pageIds: [ids.a * 1000] } });
    });
  });

  describe('relevance', () => {
    it('ranks exact titles, then folded ones, then metadata, then text', async () => {
      const ids = await given({
        text: { pages: ['錢塘'] },
        metadata: { metadata: ['錢塘'] },
        title: { title: '钱塘遺事' },
        titleExact: { title: '重修錢塘縣志' },
        whole: { title: '《钱塘》' },
        wholeExact: { title: '「錢塘」' },
      });
      const answer = await ask('錢塘');
      expect(answer.hits.map(({ itemId, relevance }) => [itemId, relevance])).toEqual([
        [ids.wholeExact, 'whole-title-exact'],
        [ids.whole, 'whole-title'],
        [ids.titleExact, 'title-exact'],
        [ids.title, 'title'],
        [ids.metadata, 'metadata'],
        [ids.text, 'text'],
      ]);
    });

    it('says the class in every order, and of words that stand apart', async () => {
      const ids = await given({
        both: { title: '西湖與錢塘' },
        split: { title: '西湖', metadata: ['錢塘'] },
        text: { title: '西湖', pages: ['錢塘'] },
      });
      const classes = async (more: Ask) =>
        Object.fromEntries((await ask('西湖 錢塘', more)).hits.map(({ itemId, relevance }) => [itemId, relevance]));
      const expected = { [ids.both]: 'title-exact', [ids.split]: 'metadata', [ids.text]: 'text' };
      expect(await classes({})).toEqual(expected);
      expect(await classes({ sort: { by: 'newest', descending: true } })).toEqual(expected);
      expect((await ask('')).hits.map(({ relevance }) => relevance)).toEqual(['any', 'any', 'any']);
    });

    it('counts other titles as titles', async () => {
      await given({ a: { titles: ['百川學海', '钱塘'] } });
      expect((await ask('钱塘')).hits[0]?.relevance).toBe('whole-title-exact');
    });
  });
}
