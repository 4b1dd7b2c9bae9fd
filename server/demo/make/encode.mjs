import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Line art as scanned: paper, ink and red only, so that a leaf is some 30 kB without loss. */
async function lineArt(png, paper) {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  for (let i = 0; i < data.length; i += 3) {
    const red = data[i] - data[i + 1] > 58 && data[i] > 120;
    const light = (data[i] + data[i + 1] + data[i + 2]) / 3 > 132;
    const [r, g, b] = red ? [172, 46, 38] : light ? paper : [36, 31, 28];
    data[i] = r;
    data[i + 1] = g;
    data[i + 2] = b;
  }
  return sharp(data, { raw: info }).webp({ lossless: true, effort: 5 }).toBuffer();
}

const ENCODERS = {
  webp: [
    (png, d) =>
      sharp(png)
        .webp({ quality: d.quality ?? 66, effort: 5 })
        .toBuffer(),
    'webp',
  ],
  jpg: [
    (png, d) =>
      sharp(png)
        .jpeg({ quality: d.quality ?? 76, mozjpeg: true })
        .toBuffer(),
    'jpg',
  ],
  line: [(png, d) => lineArt(png, d.paper ?? [246, 239, 222]), 'webp'],
};

/** Makes one page: a drawn picture, or whatever `draw.make` makes (sound, film, model). Answers its facts, lines and seals. */
export async function makeFile(studio, draw, folder, name) {
  mkdirSync(folder, { recursive: true });
  const relative = (file) => `${folder.split('/').pop()}/${file}`;
  if (draw.make) {
    const facts = await draw.make(studio, folder, name);
    return {
      facts: Object.fromEntries(
        Object.entries(facts).map(([k, v]) => [k, ['file', 'poster', 'captions'].includes(k) ? relative(v) : v]),
      ),
    };
  }
  const picture = await studio.draw(draw.name, draw.spec);
  const [encode, extension] = ENCODERS[draw.as ?? 'webp'];
  const bytes = await encode(picture.png, draw);
  const file = `${name}.${extension}`;
  writeFileSync(join(folder, file), bytes);
  return {
    facts: { file: relative(file), width: picture.width, height: picture.height },
    lines: picture.lines,
    seals: picture.seals,
  };
}
