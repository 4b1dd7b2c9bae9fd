import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { chart } from '../../../tests/support/media-samples.js';
import { writePdf } from './pdf.document.js';

const about = {
  title: '老子道德經',
  author: '李耳',
  subject: '引文',
  url: 'https://example.org/i/abc',
  changed: new Date('2026-11-20T00:00:00Z'),
  lang: 'zh-Hant',
  rightToLeft: true,
  coverLabel: '封面',
};
const cover = { cover: { title: '老', subtitle: [], facts: [] }, glyphs: new Map() };

/** Somebody on a slow line: it takes a little at a time, and counts. */
class Line extends Writable {
  readonly kept: Buffer[] = [];
  size = 0;
  most = 0;
  constructor(private readonly keeps: boolean) {
    super({ highWaterMark: 64 * 1024 });
  }
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.size += chunk.length;
    this.most = Math.max(this.most, this.writableLength);
    if (this.keeps) this.kept.push(chunk);
    setImmediate(done);
  }
}

async function* pictures(count: number, picture: Buffer) {
  for (let at = 0; at < count; at++) {
    const headings = at === 1 ? [{ title: '卷上', level: 1 }] : at === 2 ? [{ title: '第一章', level: 2 }] : [];
    yield await Promise.resolve({ picture: Buffer.from(picture), headings });
  }
}

describe('a book as one document', () => {
  it('has its cover and its pages as they are, called as in the book, with its contents', async () => {
    const picture = await chart(300, 400).jpeg().toBuffer();
    const line = new Line(true);
    const labels = ['葉一a', '葉一b', '葉二a'];
    await writePdf(line, { ...about, labels }, cover, pictures(3, picture), new AbortController().signal);
    await finished(line.end());
    const bytes = Buffer.concat(line.kept);
    const text = bytes.toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(4);
    expect(text.match(/\/DCTDecode/g)).toHaveLength(3);
    // Not one bit of a picture is another.
    expect(bytes.includes(picture)).toBe(true);
    const utf16 = (words: string) => Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(words, 'utf16le').swap16()]);
    // 封 is a backslash and a one, 上 ends in a new line: what means something in a string of the format is written apart.
    const signs = new Map([...'\n\r\t\b\f'].map((one, at) => [one.charCodeAt(0), 'nrtbf'.charCodeAt(at)]));
    const escaped = (words: string) =>
      Buffer.from(
        [...utf16(words)].flatMap((byte) => {
          const sign = signs.get(byte) ?? ([0x28, 0x29, 0x5c].includes(byte) ? byte : undefined);
          return sign === undefined ? byte : [0x5c, sign];
        }),
      );
    const written = (words: string) => bytes.includes(escaped(words)) || text.includes(utf16(words).toString('hex'));
    for (const words of ['老子道德經', '封面', '葉二a', '卷上', '第一章'])
      expect([words, written(words)]).toEqual([words, true]);
    expect(text).toContain('/Direction /R2L');
    // Where the table of objects says that an object stands, it stands.
    const at = Number(/startxref\n(\d+)/.exec(text)![1]);
    expect(text.slice(at, at + 4)).toBe('xref');
    const entries = [...text.slice(at).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
    expect(entries.length).toBeGreaterThan(10);
    entries.forEach((offset, index) => expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`)));
  });

  it('of six hundred pages is never held whole, however slowly it is taken', async () => {
    const picture = await chart(1200, 1600).jpeg({ quality: 100 }).toBuffer();
    const line = new Line(false);
    await writePdf(line, { ...about, labels: [] }, cover, pictures(600, picture), new AbortController().signal);
    await finished(line.end());
    expect(line.size).toBeGreaterThan(600 * picture.length);
    // Two pages at most wait for the line.
    expect(line.most).toBeLessThan(2 * picture.length + 300_000);
  });

  it('ends when nobody takes it any more', async () => {
    const gone = new AbortController();
    const picture = await chart(300, 400).jpeg().toBuffer();
    const never = new Writable({ highWaterMark: 1, write: () => gone.abort(new Error('gone')) });
    await expect(writePdf(never, { ...about, labels: [] }, cover, pictures(600, picture), gone.signal)).rejects.toThrow(
      'gone',
    );
  });
});
