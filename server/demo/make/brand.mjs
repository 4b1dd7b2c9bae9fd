import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { headers } from './text/headers.mjs';
import { forms } from './text/vessels.mjs';

/** The kiln header stands five vessels side by side. */
async function row(studio) {
  const parts = [];
  for (const [i, key] of ['celadonJar', 'lotusVase', 'cizhouMeiping', 'peachGlobe', 'blueYuhuchun'].entries()) {
    const { png } = await studio.draw('vessel.poster', {
      ...forms[key],
      seed: `header/${key}`,
      wallColour: ['#2a2c2d', '#2a2c2d'],
    });
    parts.push({
      input: await sharp(png).resize(560, 560).extract({ left: 100, top: 0, width: 360, height: 560 }).toBuffer(),
      left: i * 320,
      top: 0,
    });
  }
  return sharp({ create: { width: 1640, height: 560, channels: 3, background: '#2a2c2d' } })
    .composite(parts)
    .png()
    .toBuffer();
}

/** Wide pictures for the portal, the libraries and the collections. */
export async function makeBrand(studio, folder, only) {
  mkdirSync(folder, { recursive: true });
  const wanted = Object.entries(headers).filter(([name]) => !only || only.includes(name));
  for (const [name, { draw, spec, width, height, quality = 74 }] of wanted) {
    const png = draw === 'vessel.row' ? await row(studio) : (await studio.draw(draw, spec)).png;
    const jpg = await sharp(png).resize(width, height, { fit: 'cover' }).jpeg({ quality, mozjpeg: true }).toBuffer();
    writeFileSync(join(folder, `${name}.jpg`), jpg);
    console.log(`brand/${name}.jpg ${(jpg.length / 1024).toFixed(0)} kB`);
  }
}
