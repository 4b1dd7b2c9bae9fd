/*
 * Makes the pictures of the site that have to be pixels, from the mark and the painting of the first theme:
 * node web/build/brand.mjs. What it makes is committed.
 */
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const brand = (name) => at(`../public/brand/${name}`);
const mark = at('../public/brand/favicon.svg');
const red = '#9E2B25';
const paper = '#F7F2E6';

const drawn = (size) => sharp(mark, { density: (72 * size) / 32 }).resize(size, size);
for (const size of [180, 192, 512]) {
  // A phone rounds the corners of its icons itself, and paints what is clear black.
  await drawn(size)
    .flatten({ background: red })
    .png({ compressionLevel: 9, palette: true })
    .toFile(brand(`icon-${size}.png`));
}
const inner = await drawn(340).png().toBuffer();
await sharp({ create: { width: 512, height: 512, channels: 3, background: red } })
  .composite([{ input: inner, gravity: 'centre' }])
  .png({ compressionLevel: 9, palette: true })
  .toFile(brand('icon-maskable.png'));

/* What others show of a page that has no picture of its own. */
const seal = await drawn(150).png().toBuffer();
await sharp(at('../../themes/paper/hero.webp'))
  .resize(1200, 630, { fit: 'cover', position: 'bottom' })
  .flatten({ background: paper })
  .composite([{ input: seal, left: 96, top: 96 }])
  .jpeg({ quality: 82, mozjpeg: true })
  .toFile(brand('card.jpg'));
