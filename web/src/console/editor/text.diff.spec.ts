import { textDiff } from './text.diff.js';
import { valueText } from './value.text.js';

const whole = (before: string, after: string, kinds: string[]) =>
  textDiff(before, after)
    .filter((piece) => kinds.includes(piece.kind))
    .map((piece) => piece.text)
    .join('');

describe('what changed in a text', () => {
  it('marks characters, also those beyond the basic plane', () => {
    expect(textDiff('錢塘縣志', '錢塘縣志三十六卷')).toEqual([
      { kind: 'same', text: '錢塘縣志' },
      { kind: 'new', text: '三十六卷' },
    ]);
    expect(textDiff('𠀀甲', '𠀁甲')).toEqual([
      { kind: 'gone', text: '𠀀' },
      { kind: 'new', text: '𠀁' },
      { kind: 'same', text: '甲' },
    ]);
  });

  it('loses nothing of either text', () => {
    const before = '大唐故太原王君墓誌銘并序君諱某';
    const after = '唐故太原王府君墓志銘并序諱之渙';
    expect(whole(before, after, ['same', 'gone'])).toBe(before);
    expect(whole(before, after, ['same', 'new'])).toBe(after);
  });

  it('finds a few changes in a long text, and shows whole what was written anew', () => {
    const long = Array.from({ length: 50_000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000)));
    const text = long.join('');
    const changed = [...long.slice(0, 20_000), '補', ...long.slice(20_001)].join('');
    expect(textDiff(text, changed).filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'gone', text: long[20_000] },
      { kind: 'new', text: '補' },
    ]);
    const other = '甲'.repeat(3000);
    expect(textDiff(text, other)).toEqual([
      { kind: 'gone', text },
      { kind: 'new', text: other },
    ]);
    expect(textDiff('', '')).toEqual([]);
    expect(textDiff('', other)).toEqual([{ kind: 'new', text: other }]);
  });

  it('reads any stored value as a line', () => {
    const say = (stored: Parameters<typeof valueText>[0]) =>
      valueText(
        stored,
        (kind) => `<${kind}>`,
        (kind) => `[${kind}]`,
      );
    expect(say({ value: { name: '王之渙', dynasty: '唐', role: '撰', ref: 'x1' } })).toBe('王之渙 · 唐 · 撰');
    expect(say({ blank: 'undated', source: '牌记' })).toBe('<undated>（牌记）');
    expect(say({ value: { code: 'kx' } })).toBe('kx');
    expect(say({ value: { code: 'a', label: { 'zh-CN': '刻本', en: 'Woodblock' } }, certainty: 'probable' })).toBe(
      '刻本（[probable]）',
    );
  });
});
