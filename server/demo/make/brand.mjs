import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { headers } from './text/headers.mjs';

/** Wide pictures for the portal, the libraries and the collections. */
export async function makeBrand(studio, folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, { draw, spec, width, height, quality = 74 }] of Object.entries(headers)) {
    const { png } = await studio.draw(draw, spec);
    const jpg = await sharp(png).resize(width, height, { fit: 'cover' }).jpeg({ quality, mozjpeg: true }).toBuffer();
    writeFileSync(join(folder, `${name}.jpg`), jpg);
    console.log(`brand/${name}.jpg ${(jpg.length / 1024).toFixed(0)} kB`);
  }
}
