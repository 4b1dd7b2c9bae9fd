import { type Phrase, parseQuery, type Query } from '../../contract/text/index.js';
import { bestLine } from './best.line.js';

const because = { typed: '造像', why: '' };
const or = (...parts: Query[]): Query => ({ kind: 'or', parts });

describe('the line that says why', () => {
  const query = or(parseQuery('造像'), { ...(parseQuery('"Votive image inscription"') as Phrase), because });
  const best = (texts: string[], asked = query, titleSays = false) =>
    bestLine(
      texts.map((text) => ({ text, names: [], query: asked })),
      asked,
      titleSays,
      40,
    )?.parts.join('');

  it('is in the language of the question where there is a choice', () => {
    expect(best(['Votive image inscription', '延昌元年劉阿容造像'])).toBe('延昌元年劉阿容造像');
    expect(best(['南湖泛舟之景', 'Boating on the South Lake'], parseQuery('South Lake'))).toBe(
      'Boating on the South Lake',
    );
  });

  it('is what was typed rather than what was added, and says more than that', () => {
    expect(best(['造像', '佛教造像題記'])).toBe('佛教造像題記');
    expect(best(['造像'])).toBe('造像');
    expect(best(['Votive image inscription'])).toBe('Votive image inscription');
  });

  it('says of a mere name which field it is of, and of a sentence nothing', () => {
    const asked = parseQuery('西湖');
    const found = (text: string, label?: string) =>
      bestLine([{ text, names: [], query: asked, ...(label ? { label } : {}) }], asked, false, 40)?.parts;
    expect(found('浙江省杭州市西湖区', '相关地点')).toEqual(['相关地点：浙江省杭州市', '西湖', '区']);
    expect(found('West Lake 西湖', 'Place')).toEqual(['Place: West Lake ', '西湖', '']);
    expect(found('西湖小景，春日所摄。', '提要')).toEqual(['', '西湖', '小景，春日所摄。']);
    expect(found('西湖', '主题')).toBeUndefined();
    expect(found('浙江省杭州市西湖区')).toEqual(['浙江省杭州市', '西湖', '区']);
  });

  it('is none where the title says it, and only other languages besides', () => {
    expect(best(['Votive image inscription'], query, true)).toBeUndefined();
    expect(best(['造像題記'], query, true)).toBe('造像題記');
    expect(best([])).toBeUndefined();
  });
});
