import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { writeLetters } from '../../contract/text/letters.js';
import { packCase } from '../../launch/type/build-type.mjs';
import { type Font, readFont } from '../../launch/type/sfnt.mjs';
import { TypeService } from './type.service.js';
import type { WebBuild } from './web.build.js';

const load = createRequire(import.meta.url);
const subset = load('subset-font') as (
  font: Buffer,
  text: string,
  options: { targetFormat: string; noHinting: boolean },
) => Promise<Buffer>;
const { convert } = load('fontverter') as { convert(font: Buffer, to: string): Promise<Buffer> };

/** Han, a mark that stands elsewhere in vertical text, a letter put together of two, and one beyond the first plane. */
const text = '一湖，。「é1';
const slices = ['119', '114', '110'].map((number) =>
  load.resolve(`lxgw-wenkai-lite-webfont/files/lxgwwenkailite-regular-subset-${number}.woff2`),
);
const codesOf = (characters: string) => [...characters].map((one) => one.codePointAt(0)!).sort((a, b) => a - b);

describe('the type that pages are set in', () => {
  let folder: string;
  let originals: Font[];
  let type: TypeService;

  const has = (code: number) => originals.find((font) => font.glyphs.has(code));

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-type-'));
    const options = { targetFormat: 'truetype', noHinting: true };
    originals = await Promise.all(
      slices.map(async (file) => readFont(await subset(readFileSync(file), text, options))),
    );
    for (const face of ['song-400', 'song-600', 'kai-400'])
      writeFileSync(path.join(folder, `${face}.case`), packCase(originals));
    type = new TypeService({ typeFolder: folder } as WebBuild);
  });
  afterAll(() => {
    type.onApplicationShutdown();
    rmSync(folder, { recursive: true });
  });

  it('has the characters that were asked for, drawn and measured as in the face itself', async () => {
    const wanted = codesOf(text).filter(has);
    expect(wanted.length).toBeGreaterThan(4);
    const made = await type.font(type.edition!, 'kai-400', writeLetters(wanted));
    const font = readFont(await convert(made!, 'truetype'));
    expect([...font.glyphs.keys()].sort((a, b) => a - b)).toEqual(wanted);
    let turned = 0;
    for (const code of wanted) {
      const original = has(code)!;
      const [glyph, before] = [font.glyphs.get(code)!, original.glyphs.get(code)!];
      expect(font.contours(glyph)).toEqual(original.contours(before));
      expect(font.across(glyph)).toEqual(original.across(before));
      expect(font.down(glyph)).toEqual(original.down(before));
      const upright = original.upright.get(before);
      expect(font.upright.has(glyph)).toBe(upright !== undefined);
      if (upright === undefined) continue;
      turned++;
      expect(font.contours(font.upright.get(glyph)!)).toEqual(original.contours(upright));
    }
    expect(turned).toBeGreaterThan(0);
    // Browsers refuse one that is cut short.
    expect(font.table('maxp')).toHaveLength(32);
    // Its licence goes with it, and whose it is; its name does not, since it is not the whole face.
    expect(font.copyright).toContain('LXGW');
  });

  it('is made once for all who ask at the same time', async () => {
    const letters = writeLetters(codesOf('一'));
    const [one, two] = await Promise.all([1, 2].map(() => type.font(type.edition!, 'song-600', letters)));
    expect(one).toBe(two);
    expect(await type.font(type.edition!, 'song-600', letters)).toBe(one);
  });

  it('is told of before it is cut, by its characters, and not where it lies ready', async () => {
    const told: number[] = [];
    const ask = (letters: string) => type.font(type.edition!, 'song-400', letters, (many) => told.push(many));
    await ask(writeLetters(codesOf('一湖')));
    await ask(writeLetters(codesOf('一湖')));
    // What no face has was looked for all the same.
    await ask(writeLetters([0x10fffd, 0x10fffe, 0x10ffff]));
    expect(told).toEqual([2, 3]);
    const refuse = () => {
      throw new Error('too many');
    };
    await expect(type.font(type.edition!, 'song-400', writeLetters(codesOf('湖')), refuse)).rejects.toThrow('too many');
  });

  it('is not there for another edition, nor for what it lacks or nobody of ours wrote', async () => {
    expect(await type.font('0000000000', 'song-600', writeLetters(codesOf('一')))).toBeUndefined();
    expect(await type.font(type.edition!, 'song-600', writeLetters([0x10ffff]))).toBeUndefined();
    expect(await type.font(type.edition!, 'song-600', 'AAAA=')).toBeUndefined();
  });

  it('is done without where it was not built', () => {
    expect(new TypeService({ typeFolder: path.join(folder, 'nowhere') } as WebBuild).edition).toBeUndefined();
  });
});
