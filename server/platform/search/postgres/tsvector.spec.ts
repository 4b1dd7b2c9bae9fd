import { type Vector, vectorList } from './tsvector.js';

/** What PostgreSQL would read, in the words in which it shows a tsvector, unsorted. */
function shown(vector: Vector): string {
  const bytes = vectorList([vector]);
  let at = 20;
  const short = () => bytes.readUInt16BE((at += 2) - 2);
  const int = () => bytes.readInt32BE((at += 4) - 4);
  expect(int()).toBe(bytes.length - at);
  const lexemes = Array.from({ length: int() }, () => {
    const end = bytes.indexOf(0, at);
    const token = bytes.toString('utf8', at, end);
    at = end + 1;
    const places = Array.from({ length: short() }, short).map((place) => `${place & 0x3fff}${'DCBA'[place >> 14]}`);
    return places.length > 0 ? `${token} ${places.join(',')}` : token;
  });
  expect(at).toBe(bytes.length);
  return lexemes.join('; ');
}

describe('vectorList', () => {
  it('numbers places and keeps values apart', () => {
    const parts = [
      { text: '上人', weight: 'A' as const },
      { text: '人', weight: 'B' as const },
    ];
    expect(shown({ parts })).toBe('上 1A; 上人 1A; 人 2A,19B');
  });

  it('keeps the tokens of a field a second time, with marks where its values begin and end', () => {
    const parts = [
      { text: '上', weight: 'A' as const },
      { text: '人', weight: 'B' as const, fields: ['f1', '.agent'] },
    ];
    expect(shown({ parts })).toBe(
      'f1:{ 18B; f1:人 19B; f1:} 20B; .agent:{ 18B; .agent:人 19B; .agent:} 20B; 上 1A; 人 19B',
    );
  });

  it('writes letters of every script, and lexemes without places', () => {
    const parts = [{ text: "o'neil é я 𠮷", weight: 'D' as const }];
    expect(shown({ parts, bare: new Set(['==ab']) })).toBe(
      '==ab; o 1D; =o 1D; neil 2D; =neil 2D; e 3D; =é 3D; я 4D; =я 4D; 𠮷 5D',
    );
  });

  it('says nothing of a record once it has gone on to the next', () => {
    const one: Vector = { parts: [{ text: '上人', weight: 'A', fields: ['f1'] }] };
    const alone = vectorList([one]);
    vectorList([{ parts: [{ text: '人'.repeat(5000), weight: 'D', fields: ['f1', 'f2'] }] }, one]);
    expect(vectorList([one]).equals(alone)).toBe(true);
  });

  it('stays inside the bounds of PostgreSQL', () => {
    const text = shown({ parts: [{ text: '人'.repeat(20_000), weight: 'D' }] });
    const places = /人 (\S+);/.exec(text)?.[1]?.split(',') ?? [];
    expect(places).toHaveLength(255);
    expect(shown({ parts: [{ text: `${'一'.repeat(16_382)}乙`, weight: 'D' }] })).toMatch(/乙$/);
  });

  it('may be empty', () => {
    expect(vectorList([])).toHaveLength(12);
    expect(shown({ parts: [{ text: '，。', weight: 'D' }] })).toBe('');
  });
});
