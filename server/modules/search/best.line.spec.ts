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

  it('is none where the title says it, and only other languages besides', () => {
    expect(best(['Votive image inscription'], query, true)).toBeUndefined();
    expect(best(['造像題記'], query, true)).toBe('造像題記');
    expect(best([])).toBeUndefined();
  });
});
