import { boxesOf } from './boxes.js';
import { endRanges, holdsPhrase, matchRanges, rangesAcross, snippets } from './highlight.js';
import { parseQuery, phraseOf, type Phrase } from './query.js';

const marked = (text: string, question: string, exact = false): string[] =>
  matchRanges(text, parseQuery(question, { exact })).map(({ start, end }) => text.slice(start, end));

describe('matchRanges', () => {
  it('marks the original glyphs', () => {
    expect(marked('重修錢塘縣志', '钱塘')).toEqual(['錢塘']);
    expect(marked('𠮷野錢塘', '钱塘')).toEqual(['錢塘']);
    expect(marked('A Café in Foochow', 'cafe')).toEqual(['Café']);
  });

  it('marks across punctuation and lines, and around a note', () => {
    expect(marked('錢，\n塘江', '钱塘江')).toEqual(['錢，\n塘江']);
    expect(marked('大學之道〈註〉在明', '之道在明')).toEqual(['之道', '在明']);
  });

  it('marks the whole word that one and several have in common, and between quotes the word as it was written', () => {
    expect(marked('Lakes and harbours by a lake’s shore', 'lake harbor')).toEqual(['Lakes', 'harbours', 'lake']);
    expect(marked('Lakes by a lake', '"lake"')).toEqual(['lake']);
    expect(marked('A letter to the Abbot', 'letter to')).toEqual(['letter']);
    expect(marked('西湖 100%', '%')).toEqual([]);
  });

  it('takes □ for any one character', () => {
    expect(marked('錢塘江、錢清江', '錢□江')).toEqual(['錢塘江', '錢清江']);
    expect(marked('錢江', '錢□江')).toEqual([]);
  });

  it('tells glyphs apart when asked', () => {
    expect(marked('钱塘與錢塘', '錢塘', true)).toEqual(['錢塘']);
  });

  it('does not mark what was excluded, nor another field', () => {
    expect(marked('西湖照片', '西湖 -照片')).toEqual(['西湖']);
    const query = parseQuery('题名:西湖', { fields: new Map([['题名', 'title']]) });
    expect(matchRanges('西湖', query, ['note'])).toEqual([]);
    expect(matchRanges('西湖', query, ['fld1', 'title'])).toHaveLength(1);
  });

  it('joins marks that overlap', () => {
    expect(marked('錢塘江潮', '錢塘江 江潮')).toEqual(['錢塘江潮']);
  });
});

describe('holdsPhrase', () => {
  it('agrees with the marks', () => {
    expect(holdsPhrase('乾隆御覽', phraseOf('干隆') as Phrase)).toBe(true);
    expect(holdsPhrase('湖西', phraseOf('西湖') as Phrase)).toBe(false);
  });
});

describe('snippets', () => {
  it('cuts around the match and marks inside the cut', () => {
    const text = `${'前'.repeat(200)}錢塘江潮${'後'.repeat(200)}`;
    const [snippet] = snippets(text, parseQuery('钱塘'), { length: 30 });
    expect(snippet?.text.length).toBeLessThanOrEqual(34);
    expect(snippet?.text).toMatch(/^…前+錢塘江潮後+…$/);
    const range = snippet?.ranges[0];
    expect(snippet?.text.slice(range?.start, range?.end)).toBe('錢塘');
  });

  it('prefers the place where most words stand together', () => {
    const text = `西湖${'一'.repeat(120)}錢塘與西湖${'二'.repeat(120)}`;
    const [best] = snippets(text, parseQuery('西湖 錢塘'), { length: 40, most: 1 });
    expect(best?.text).toContain('錢塘與西湖');
    expect(best?.ranges).toHaveLength(2);
  });

  it('reads as one line', () => {
    const [chinese] = snippets('大學之道\n在明明德', parseQuery('之道在明'));
    expect(chinese?.text).toBe('大學之道在明明德');
    expect(chinese?.text.slice(chinese.ranges[0]?.start, chinese.ranges[0]?.end)).toBe('之道在明');
    expect(snippets('West\nLake view', parseQuery('lake'))[0]?.text).toBe('West Lake view');
  });

  it('never halves a surrogate pair or a word', () => {
    const text = '𠮷'.repeat(100) + '錢' + '𠮷'.repeat(100);
    for (let length = 10; length < 24; length++) {
      const [snippet] = snippets(text, parseQuery('錢'), { length });
      // encodeURIComponent throws on half a pair.
      expect(encodeURIComponent(snippet?.text ?? '')).toContain('%');
    }
    const english = 'remarkable illustrations everywhere throughout London remain magnificent testimonies';
    const [words] = snippets(english, parseQuery('london'), { length: 30 });
    for (const word of words?.text.replaceAll('…', '').split(' ') ?? []) expect(english.split(' ')).toContain(word);
  });

  it('is empty where nothing matches', () => {
    expect(snippets('西湖', parseQuery('錢塘'))).toEqual([]);
    expect(snippets('西湖', parseQuery(''))).toEqual([]);
  });
});

describe('rangesAcross', () => {
  it('gives each of two pages its part of a phrase that runs from one into the other', () => {
    expect(rangesAcross('天無以清，', '將恐裂。清', parseQuery('清将恐裂'))).toEqual([
      { here: { start: 3, end: 5 }, there: { start: 0, end: 3 } },
    ]);
  });

  it('leaves what stands on one page alone to that page', () => {
    expect(rangesAcross('將恐裂', '將恐裂', parseQuery('将恐裂'))).toEqual([]);
    expect(rangesAcross('', '將恐裂', parseQuery('将恐裂'))).toEqual([]);
    expect(rangesAcross(`清${'字'.repeat(400)}`, '將恐裂', parseQuery('清将恐裂'))).toEqual([]);
  });
});

describe('boxesOf', () => {
  const lines = [
    { text: '重修錢塘', box: { x: 100, y: 0, width: 10, height: 40 } },
    { text: '縣志序', box: { x: 80, y: 0, width: 10, height: 30 } },
  ];

  const find = (of: typeof lines, q: string) =>
    boxesOf(of, matchRanges(of.map(({ text }) => text).join('\n'), parseQuery(q)));

  it('cuts a vertical line by its characters', () => {
    expect(find(lines, '钱塘')).toEqual([{ line: 0, start: 2, end: 4, box: { x: 100, y: 20, width: 10, height: 20 } }]);
  });

  it('follows a phrase from one line into the next', () => {
    expect(find(lines, '塘县志').map(({ line, box }) => [line, box.y, box.height])).toEqual([
      [0, 30, 10],
      [1, 0, 20],
    ]);
  });

  it('cuts a horizontal line from the left', () => {
    const [match] = find([{ text: 'ab cd', box: { x: 0, y: 5, width: 50, height: 10 } }], 'cd');
    expect(match?.box).toEqual({ x: 30, y: 5, width: 20, height: 10 });
  });

  it('counts lines that were only typed, and gives them no box', () => {
    const typed = [{ text: '序' }, ...lines];
    expect(boxesOf(typed, [{ start: 0, end: 6 }])).toEqual([
      { line: 1, start: 0, end: 4, box: { x: 100, y: 0, width: 10, height: 40 } },
    ]);
  });
});

describe('endRanges', () => {
  const end = (text: string, query: string) =>
    endRanges(text, parseQuery(query)).map(({ start, end: to }) => text.slice(start, to));

  it('is where a phrase begins that runs on to the next page', () => {
    expect(end('天無以清\n將恐', '清將恐裂')).toEqual(['清\n將恐']);
    expect(end('天無以清，將恐', '清将恐裂')).toEqual(['清，將恐']);
    expect(end('天無以清將', '=清將恐裂')).toEqual(['清將']);
    expect(end('sails on the river', 'river bank')).toEqual([]);
    expect(end('sails on the river', '"river bank"')).toEqual(['river']);
    expect(end('sails on the river', '" river bank of the Qiantang"')).toEqual(['river']);
    expect(end('天無以清將', '清□恐裂')).toEqual(['清將']);
  });

  it('is nothing where the text ends otherwise', () => {
    expect(end('天無以清', '將恐裂')).toEqual([]);
    expect(end('', '將恐裂')).toEqual([]);
    expect(end('清將恐裂', '裂')).toEqual([]);
  });
});
