import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Font } from 'fontkit';

/** The shape of a character, as an SVG path in units of which `em` make one. */
export interface Glyph {
  path: string;
  advance: number;
  em: number;
  /** Drawn so fine that it wants a stroke around it. */
  thin: boolean;
}

/** Faces that come with the platform, the first that has a character draws it. Both lie in slices, each with its ranges. */
const faces = [
  { sheet: 'lxgw-wenkai-lite-webfont/lxgwwenkailite-regular.css', thin: false },
  { sheet: '@fontsource-variable/noto-serif-sc/index.css', thin: true },
];

interface Slice {
  file: string;
  thin: boolean;
  ranges: [from: number, to: number][];
}

const find = createRequire(import.meta.url);
let slices: Promise<Slice[]> | undefined;
/** Slices are small and many: a cover wants some dozens of them, and the next one mostly the same. */
const opened = new Map<string, Promise<Font>>();
const mostOpened = 80;

/** `U+3400-4dbf,U+4e00` */
export function rangesOf(written: string): Slice['ranges'] {
  return written.split(',').map((range) => {
    const [from = 0, to = from] = range
      .trim()
      .replace(/^U\+/i, '')
      .split('-')
      .map((code) => Number.parseInt(code, 16));
    return [from, to];
  });
}

async function slicesOf(): Promise<Slice[]> {
  const sheets = faces.map(async ({ sheet, thin }) => {
    const at = find.resolve(sheet);
    const css = await readFile(at, 'utf8');
    return css.split('}').flatMap((face): Slice[] => {
      const file = /url\(['"]?(\.[^)'"]{1,200}\.woff2)/.exec(face)?.[1];
      const ranges = /unicode-range:([^;]+)/.exec(face)?.[1];
      return file && ranges ? [{ file: path.join(path.dirname(at), file), thin, ranges: rangesOf(ranges) }] : [];
    });
  });
  return (await Promise.all(sheets)).flat();
}

function fontOf(file: string): Promise<Font> {
  const known = opened.get(file);
  if (known) return known;
  const font = (async () => {
    const { create } = await import('fontkit');
    return create(await readFile(file)) as Font;
  })();
  opened.set(file, font);
  const oldest = opened.keys().next().value!;
  if (opened.size > mostOpened) opened.delete(oldest);
  return font;
}

/** Unpacking faces takes a processor for seconds: done by a child, so that nobody waits for a page meanwhile. */
export const glyphVerbs = {
  async glyphs({ characters }: { characters: string[] }): Promise<Record<string, Glyph>> {
    const all = await (slices ??= slicesOf());
    const drawn: Record<string, Glyph> = {};
    for (const character of characters) {
      const code = character.codePointAt(0)!;
      for (const { file, thin, ranges } of all) {
        if (!ranges.some(([from, to]) => code >= from && code <= to)) continue;
        const font = await fontOf(file);
        if (!font.hasGlyphForCodePoint(code)) continue;
        const glyph = font.glyphForCodePoint(code);
        drawn[character] = { path: glyph.path.toSVG(), advance: glyph.advanceWidth, em: font.unitsPerEm, thin };
        break;
      }
    }
    return drawn;
  },
};
