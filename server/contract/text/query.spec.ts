import { asTyped, parseQuery, phraseTokens, type Phrase, type Query } from './query.js';

/** A query in short: words, "quoted", !not, (a|b), =exact, field:x */
function short(query: Query): string {
  switch (query.kind) {
    case 'all':
      return '*';
    case 'phrase': {
      const text = query.units.map((unit) => unit.folded).join(' ');
      return `${query.field ? `${query.field}:` : ''}${query.exact ? '=' : ''}${query.quoted ? `"${text}"` : text}`;
    }
    case 'meaning':
      return `~${query.text}`;
    case 'said':
    case 'under':
    case 'years':
      return query.kind;
    case 'not':
      return `!${short(query.part)}`;
    case 'or':
      return `(${query.parts.map(short).join('|')})`;
    case 'and':
      return query.parts.map(short).join(' + ');
  }
}
const wholeOf = (query: Query) => (query.kind === 'and' ? query.whole : undefined);

const tokens = (text: string, exact = false): string =>
  phraseTokens(parseQuery(text, { exact }) as Phrase)
    .map(({ at, token }) => `${at}${token}`)
    .join(' ');

describe('parseQuery', () => {
  it.each([
    ['錢塘江', '钱 塘 江'],
    ['錢塘　西湖', '钱 塘 + 西 湖'],
    ['钱塘，西湖、灵隐', '钱 塘 + 西 湖 + 灵 隐'],
    ['"West Lake" 舊影', '"west lake" + 旧 影'],
    ['“四庫全書”', '"四 库 全 书"'],
    ['「四庫」目錄', '"四 库" + 目 录'],
    ['西湖 -照片', '西 湖 + !照 片'],
    ['-照片', '!照 片'],
    ['碑 OR 墓志 拓片', '(碑|墓 志) + 拓 片'],
    ['a | b | c', '(a|b|c)'],
    ['OR 碑', '碑'],
    ['-', '()'],
    ['', '*'],
    [' \u3000', '*'],
    ['，。！', '()'],
    ['□□', '()'],
    ['😀', '()'],
    ['% _ * . ( " \\', '()'],
    ['西湖 %', '西 湖'],
    ['西湖,雷峰', '西 湖 + 雷 峰'],
    ['西湖﹐雷峰;靈隱', '西 湖 + 雷 峰 + 灵 隐'],
    ['West Lake, Hangzhou', 'west + lake + hangzhou'],
    ['1,200 names', '1 200 + names'],
    ['the lake', 'lake'],
    ['a letter to the Abbot of Tiantong', 'letter + abbot + tiantong'],
    ['to the', 'to + the'],
    ['the', 'the'],
    ['the OR lake', '(the|lake)'],
    ['"the lake" of', '"the lake"'],
    ['-the lake', '!the + lake'],
    ['the -lake', 'the + !lake'],
    ['=the lake', '=the + lake'],
    ['Wang’s letter', 'wang + letter'],
    ['“Wang’s letter”', '"wang s letter"'],
    ['"unclosed phrase', 'unclosed + phrase'],
    ['《西湖志》', '西 湖 志'],
    ['O’Neil', 'o neil'],
    ['=錢塘', '=钱 塘'],
    ['ＷＥＳＴ', 'west'],
  ])('reads %s', (text, expected) => {
    expect(short(parseQuery(text))).toBe(expected);
  });

  it('asks in a field that is known by name, and takes any other colon as text', () => {
    const fields = new Map([['题名', 'title']]);
    expect(short(parseQuery('題名：西湖 -题名:志', { fields }))).toBe('title:西 湖 + !title:志');
    expect(short(parseQuery('http://x 12:30', { fields }))).toBe('http x + 12 30');
    expect(short(parseQuery('題名=西湖 题名＝"舊志" 题名==錢塘 a=b', { fields }))).toBe(
      'title:西 湖 + title:"旧 志" + title:=钱 塘 + a b',
    );
  });

  it('keeps all words of what may be a name', () => {
    expect(wholeOf(parseQuery('University of Nanking'))).toBe('University of Nanking');
    expect(wholeOf(parseQuery('The Bund'))).toBe('The Bund');
    expect(wholeOf(parseQuery('West Lake'))).toBeUndefined();
    expect(wholeOf(parseQuery('the "West Lake"'))).toBeUndefined();
  });

  it('bounds what a question may cost', () => {
    const many = Array.from({ length: 300 }, (_, i) => `a${i}`).join(' ');
    const query = parseQuery(many);
    expect(query.kind === 'and' && query.parts.length).toBe(24);
    const long = parseQuery(Array.from({ length: 24 }, () => '天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑').join(' '));
    expect(long.kind === 'and' && long.parts.length).toBe(12);
  });
});

describe('phraseTokens', () => {
  it.each([
    ['錢塘江', '0钱塘 1塘江'],
    ['錢', '0钱'],
    ['錢□江', '0钱 2江'],
    ['錢塘□□江', '0钱塘 4江'],
    ['□錢塘', '0钱塘'],
    ['T恤', '0t 1恤'],
    ['恤t錢塘', '0恤 1t 2钱塘'],
  ])('cuts %s', (text, expected) => {
    expect(tokens(text)).toBe(expected);
  });

  it('asks for English words by what one and several have in common, between quotes as they are written', () => {
    expect(tokens('lakes')).toBe('0lake');
    expect(tokens('"West Lakes"')).toBe('0=west 1=lakes');
    expect(tokens('"錢塘 Lakes"')).toBe('0钱塘 2=lakes');
    expect(tokens('Lakes', true)).toBe('0=lakes');
  });

  it('asks for exact glyphs only where they tell', () => {
    expect(tokens('錢塘', true)).toBe('0=錢塘');
    expect(tokens('上人', true)).toBe('0上人');
    expect(tokens('Café', true)).toBe('0=café');
  });
});

describe('asTyped', () => {
  const because = { typed: '', why: '' };
  const rubbings: Query = {
    kind: 'meaning',
    text: '拓片',
    because,
    entries: ['kind=rubbing'],
    years: [],
    touching: false,
  };
  const or = (...parts: Query[]): Query => ({ kind: 'or', parts });
  const and = (...parts: Query[]): Query => ({ kind: 'and', parts });
  const typed = (query: Query): string => short(asTyped(query));

  it('leaves out names that were added, what words mean, and what was taken apart for it', () => {
    const [lake, kind] = [parseQuery('西湖'), parseQuery('拓片')];
    const other = { ...(parseQuery('西子湖') as Phrase), because };
    expect(typed(or(lake, other))).toBe('西 湖');
    expect(typed(and(or(lake, other), or(kind, rubbings)))).toBe('西 湖 + 拓 片');
    expect(typed(or(parseQuery('西湖拓片'), and(lake, rubbings)))).toBe('西 湖 拓 片');
    expect(typed(and(or(parseQuery('Song dynasty'), rubbings), lake))).toBe('song + dynasty + 西 湖');
    expect(typed(parseQuery('西湖 OR 拓片'))).toBe('(西 湖|拓 片)');
  });
});
