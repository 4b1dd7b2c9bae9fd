// Makes the type cases: every glyph of the faces that readers' pages are set in, ready to be sent by the few that a page
// needs. The packages bring each face in a hundred slices; a page of titles would ask for thirty of them.
import { createHash } from 'node:crypto';
import { readFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { packOutline } from './outline.mjs';
import { readFont } from './sfnt.mjs';

const faces = [
  { sheet: '@fontsource-variable/noto-serif-sc/index.css', weights: { 'song-400': 400, 'song-600': 600 } },
  { sheet: 'lxgw-wenkai-lite-webfont/lxgwwenkailite-regular.css', weights: { 'kai-400': undefined } },
];

/** Codes of vertical forms stand above all characters. */
const upright = 0x200000;

export const typeSources = [
  'server/launch/type',
  ...faces.map(({ sheet }) => `node_modules/${path.posix.dirname(sheet)}/package.json`),
];

/** @param {string} root @param {string} out */
export async function buildType(root, out) {
  const folder = path.join(out, 'type');
  await mkdir(folder, { recursive: true });
  // Only when it is needed: a platform whose cases are made starts without it.
  const { default: subset } = await import(
    pathToFileURL(createRequire(path.join(root, 'package.json')).resolve('subset-font')).href
  );
  for (const { sheet, weights } of faces) {
    const slices = await readSheet(path.join(root, 'node_modules', sheet));
    for (const [name, wght] of Object.entries(weights)) {
      const variationAxes = wght === undefined ? undefined : { wght };
      const fonts = [];
      for (const { file, text } of slices) {
        const font = await subset(await readFile(file), text, {
          targetFormat: 'truetype',
          noHinting: true,
          variationAxes,
        });
        fonts.push(readFont(font));
      }
      await writeFile(path.join(folder, `${name}.case`), packCase(fonts));
    }
  }
  return ['type'];
}

async function readSheet(file) {
  const css = await readFile(file, 'utf8');
  return [...css.matchAll(/url\(['"]?([^'")]+)['"]?\)[^;]*;\s*unicode-range:\s*([^;}]+)/g)].map(([, url, ranges]) => ({
    file: path.resolve(path.dirname(file), url),
    text: ranges.split(',').map(charactersOf).join(''),
  }));
}

function charactersOf(range) {
  const [from, to = from] = range
    .trim()
    .slice(2)
    .split('-')
    .map((code) => parseInt(code, 16));
  return Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)).join('');
}

/** Layout: length of the header, header (JSON), for each code its number, place and length (u32 LE), then the glyphs. */
export function packCase(fonts) {
  const glyphs = new Map();
  let [points, contours] = [0, 0];
  const put = (font, code, glyph) => {
    const outline = font.contours(glyph);
    points = Math.max(
      points,
      outline.reduce((sum, { length }) => sum + length, 0),
    );
    contours = Math.max(contours, outline.length);
    glyphs.set(code, packGlyph(outline, font.across(glyph), font.down(glyph)));
  };
  for (const font of fonts) {
    for (const [code, glyph] of font.glyphs) {
      if (glyphs.has(code)) continue;
      put(font, code, glyph);
      if (font.upright.has(glyph)) put(font, upright + code, font.upright.get(glyph));
    }
  }
  const codes = [...glyphs.keys()].sort((a, b) => a - b);
  const table = (tag) => fonts[0].table(tag).toString('base64');
  const body = Buffer.concat(codes.map((code) => glyphs.get(code)));
  const header = Buffer.from(
    JSON.stringify({
      edition: createHash('sha256').update(body).digest('hex').slice(0, 10),
      copyright: fonts[0].copyright,
      codes: codes.length,
      points,
      contours,
      tables: { head: table('head'), hhea: table('hhea'), vhea: table('vhea'), 'OS/2': table('OS/2') },
    }),
  );
  const index = Buffer.alloc(12 * codes.length);
  let place = 0;
  codes.forEach((code, at) => {
    const { length } = glyphs.get(code);
    [code, place, length].forEach((value, step) => index.writeUInt32LE(value, 12 * at + 4 * step));
    place += length;
  });
  const size = Buffer.alloc(4);
  size.writeUInt32LE(header.length);
  return Buffer.concat([size, header, index, body]);
}

/** Seven numbers (i16 or u16 LE), then the three streams of the outline. */
function packGlyph(outline, across, down) {
  const { contours, counts, flags, steps } = packOutline(outline);
  const numbers = Buffer.alloc(16);
  numbers.writeUInt16LE(across.advance, 0);
  numbers.writeInt16LE(across.bearing, 2);
  numbers.writeUInt16LE(down.advance, 4);
  numbers.writeInt16LE(down.bearing, 6);
  [contours, counts.length, flags.length, steps.length].forEach((value, at) =>
    numbers.writeUInt16LE(value, 8 + 2 * at),
  );
  return Buffer.concat([numbers, Buffer.from([...counts, ...flags, ...steps])]);
}
