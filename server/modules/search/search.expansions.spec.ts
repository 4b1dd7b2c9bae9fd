import { type Meaning, parseQuery, type Phrase, type Query } from '../../contract/text/index.js';
import { expansionsOf, formsIn } from './search.expansions.js';

const because = { typed: '蘇軾', why: '苏轼的号' };
const added = (text: string): Phrase => ({ ...(parseQuery(text) as Phrase), because });

describe('what is told to have been looked for besides', () => {
  const told = (query: Query, texts: string[], stands: string[] = []) => {
    const asked = formsIn(query).map(({ text }) => text);
    const stand = asked.map((text) => stands.includes(text));
    const also = expansionsOf(query, texts, stand).flatMap(({ typed, also: forms }) =>
      forms.map(({ text, because: why }) => `${typed} → ${text}${why ? ` (${why})` : ''}`),
    );
    return { also, asked };
  };

  it.each([
    ['钱塘县志', ['重修錢塘縣志', '錢塘\n縣志', '钱塘县志'], ['钱塘县志 → 錢塘縣志']],
    ['范仲淹', ['范仲淹'], []],
    ['墓志', ['墓誌銘', '墓志'], ['墓志 → 墓誌']],
    // Twice in a row is marked as one.
    ['運河', ['运河运河之水', '运河'], ['運河 → 运河']],
    ['West Lake', ['WEST LAKE'], []],
    // Signs are no other form.
    ['《钱塘县志》！', ['錢塘縣志'], ['钱塘县志 → 錢塘縣志']],
    ['🏯西湖', ['西湖'], []],
    ['大學（乙本）', ['大學乙本'], []],
    ['=钱塘', ['錢塘'], []],
  ])('%s: other characters as the hits have them, and the engine is not asked', (q, texts, also) => {
    expect(told(parseQuery(q), texts)).toEqual({ also, asked: [] });
  });

  it('a name is told where a hit shows it or the engine says that it stands', () => {
    const query: Query = { kind: 'or', parts: [parseQuery('蘇軾'), added('東坡'), added('子瞻'), added('雪堂')] };
    expect(told(query, ['蘇軾東坡集'], ['雪堂'])).toEqual({
      also: ['蘇軾 → 東坡 (苏轼的号)', '蘇軾 → 雪堂 (苏轼的号)'],
      asked: ['東坡', '子瞻', '雪堂'],
    });
  });

  it('so is what words mean', () => {
    const meaning = { kind: 'meaning' as const, entries: ['kind=rubbing'], years: [], touching: false };
    const kind: Meaning = { ...meaning, text: '拓片', because: { typed: '拓本', why: '资料类型' } };
    const query: Query = { kind: 'or', parts: [parseQuery('拓本'), kind] };
    expect(told(query, [], ['拓片']).also).toEqual(['拓本 → 拓片 (资料类型)']);
    expect(told(query, []).also).toEqual([]);
  });
});
