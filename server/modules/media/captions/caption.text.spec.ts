import { captionsOf } from './caption.text.js';

const lines = (...all: string[]) => Buffer.from(all.join('\n'));
const refusal = (bytes: Buffer) => {
  try {
    captionsOf(bytes, 'zh-Hans');
  } catch (error) {
    const { code, params } = error as { code: string; params: object };
    return { code, ...params };
  }
  return undefined;
};

describe('captions as WebVTT', () => {
  it('reads SubRip as programs write it', () => {
    const srt =
      '\ufeff1\r\n00:00:01,500 --> 00:00:03,000 X1:0 X2:9\r\n<font color="red">我家</font>在<i>金华</i>\r\n第二行\r\n\r\n2\r\n0:00:04,0 --> 0:00:05,25\r\n{\\an8}Q & A <3\r\n';
    expect(captionsOf(Buffer.from(srt), 'zh-Hans')).toEqual({
      cues: 2,
      vtt: 'WEBVTT\n\n00:00:01.500 --> 00:00:03.000\n我家在<i>金华</i>\n第二行\n\n00:00:04.000 --> 00:00:05.250\nQ &amp; A &lt;3\n',
    });
  });

  it('keeps of WebVTT what is said, by whom and where it stands, in the order of time', () => {
    const given = lines(
      'WEBVTT - 口述',
      'Kind: captions',
      '',
      'STYLE',
      '::cue { background: url(https://example.org/spy) }',
      '',
      'NOTE 00:00 --> 00:01',
      'of no account',
      '',
      'second',
      '00:12.000 --> 01:00:13.000 vertical:rl position:10%,line-left onload:x',
      '<v 王氏>逃难到<ruby>金华<rt>jīn huá</rt></ruby></v>',
      '',
      '00:01.000 --> 00:02.000',
      '开场&nbsp;<b onclick="x">白</b>',
    );
    expect(captionsOf(given, 'zh').vtt).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n开场&nbsp;白</b>\n\n' +
        '00:00:12.000 --> 01:00:13.000 vertical:rl position:10%,line-left\n' +
        '<v 王氏>逃难到<ruby>金华<rt>jīn huá</rt></ruby></v>\n',
    );
  });

  it('reads what older programs wrote, by the language that it is in', () => {
    // 「金华」 in GB 18030, 「金華」 in Big5 and UTF-16.
    const time = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n');
    expect(captionsOf(Buffer.concat([time, Buffer.from('bdf0bbaa', 'hex')]), 'zh-Hans').vtt).toContain('金华');
    expect(captionsOf(Buffer.concat([time, Buffer.from('aaf7b5d8', 'hex')]), 'zh-Hant').vtt).toContain('金華');
    const wide = Buffer.from('\ufeff1\n00:00:01,000 --> 00:00:02,000\n金華', 'utf16le');
    expect(captionsOf(wide, 'en').vtt).toContain('金華');
  });

  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), { code: 'caption.not-text' }],
    ['text without cues', lines('WEBVTT', '', '开场'), { code: 'caption.empty' }],
    ['nothing', Buffer.alloc(0), { code: 'caption.empty' }],
    ['a time that is none', lines('1', '00:00:01,000 --> soon', 'x'), { code: 'caption.bad-time', line: 2 }],
    ['a minute of 75 seconds', lines('00:00:75,000 --> 00:01:80,000', 'x'), { code: 'caption.bad-time', line: 1 }],
    [
      'an end before its beginning',
      lines('', '00:00:05,000 --> 00:00:01,000', 'x'),
      { code: 'caption.bad-time', line: 2 },
    ],
    [
      'a page in disguise',
      lines('WEBVTT', '', '00:01.000 --> 00:02.000', '<script>x()</script>'),
      { code: 'file.unsafe', reason: 'script' },
    ],
  ])('refuses %s, and says why', (_, bytes, wanted) => expect(refusal(bytes)).toEqual(wanted));

  it('takes no longer for what was made to take long', () => {
    const began = Date.now();
    const many = Array.from(
      { length: 40_000 },
      (_, at) => `${at}\n00:00:01,000 --> 00:00:02,000\n<<<<b${'<'.repeat(9)}`,
    );
    expect(captionsOf(lines(...many.map((one) => `${one}\n`)), 'zh').cues).toBe(40_000);
    expect(refusal(lines(`${'0'.repeat(2_000_000)} --> `))).toMatchObject({ code: 'caption.bad-time' });
    // A moment on any machine; going back at each step would take hours.
    expect(Date.now() - began).toBeLessThan(40_000);
  });
});
