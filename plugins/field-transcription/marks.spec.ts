import { readable, spansOf } from './marks.js';
import { readPages, toLines } from './transcription.value.js';

describe('the signs of a transcription', () => {
  it('are told apart, over the ends of lines too', () => {
    expect(spansOf(['嘉靖□巳', '知府〔某〕公〈諱文', '淵〉重修']).lines).toEqual([
      [
        { kind: 'plain', text: '嘉靖' },
        { kind: 'lost', text: '□' },
        { kind: 'plain', text: '巳' },
      ],
      [
        { kind: 'plain', text: '知府' },
        { kind: 'supplied', text: '某' },
        { kind: 'plain', text: '公' },
        { kind: 'note', text: '諱文' },
      ],
      [
        { kind: 'note', text: '淵' },
        { kind: 'plain', text: '重修' },
      ],
    ]);
  });

  it('do not break what is searched: lines, brackets and notes fall away, lost characters stay', () => {
    expect(readable(['嘉靖□巳', '知府〔某〕公〈諱文', '淵〉重修'])).toEqual({
      main: '嘉靖□巳知府某公重修',
      notes: ['諱文淵'],
    });
    expect(readable(['the late', 'resident 〈of Ning-po〉'])).toEqual({
      main: 'the late resident',
      notes: ['of Ning-po'],
    });
  });

  test.each([
    [['〔某'], { line: 0, sign: '〔' }],
    [['某', '公〉'], { line: 1, sign: '〉' }],
    [['〔某〈公〕注〉'], { line: 0, sign: '〕' }],
  ])('%j is at fault', (lines, fault) => {
    expect(spansOf(lines).fault).toEqual(fault);
  });

  it('stand on pages, by their labels, and read as they were written', () => {
    const text = '卷首\n# 葉一a\n第一行\n\n第三行\n# 葉一b\n末行';
    const pages = readPages(`${text}\n\n`);
    expect(pages).toEqual([
      { lines: ['卷首'] },
      { page: '葉一a', lines: ['第一行', '', '第三行'] },
      { page: '葉一b', lines: ['末行'] },
    ]);
    expect(toLines({ pages })).toBe(text);
  });
});
