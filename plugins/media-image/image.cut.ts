import sharp, { type Sharp } from 'sharp';
import type { ImageCut } from '../../server/contract/plugin.js';
import type { Json } from '../../server/contract/values.js';
import { readStoredTile } from './stored.tile.js';

const readLevel = { limitInputPixels: false, failOn: 'error' } as const;

/** Cuts from the level of the pyramid that is just large enough. */
export async function cutImage(pyramid: string, technical: Record<string, Json>, cut: ImageCut): Promise<Buffer> {
  const levels = technical['levels'] as [number, number][];
  const level = levelOf(levels.length, cut);
  const scale = 2 ** level;
  const [width, height] = levels[level]!;
  const left = Math.min(Math.floor(cut.region.x / scale), width - 1);
  const top = Math.min(Math.floor(cut.region.y / scale), height - 1);
  const right = Math.min(Math.max(left + 1, Math.round((cut.region.x + cut.region.width) / scale)), width);
  const bottom = Math.min(Math.max(top + 1, Math.round((cut.region.y + cut.region.height) / scale)), height);
  let image = sharp(pyramid, { ...readLevel, page: level })
    .extract({ left, top, width: right - left, height: bottom - top })
    .resize({ ...cut.size, fit: 'fill', kernel: 'lanczos3' });
  // sharp turns before it scales and mirrors after, whatever the order of the calls: each step is its own image.
  if (cut.mirror || cut.rotation !== 0) {
    const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    image = sharp(data, { raw });
    if (cut.mirror) image = sharp(await image.flop().raw().toBuffer(), { raw });
    if (cut.rotation !== 0) {
      const clear = cut.format === 'jpg' ? '#ffffff' : { r: 255, g: 255, b: 255, alpha: 0 };
      if (cut.rotation % 90 !== 0 && cut.format !== 'jpg') image = image.ensureAlpha();
      image = image.rotate(cut.rotation, { background: clear });
    }
  }
  if (cut.quality === 'gray') image = image.greyscale();
  if (cut.quality === 'bitonal') image = image.greyscale().threshold(128);
  return write(image, cut);
}

function write(image: Sharp, cut: ImageCut): Promise<Buffer> {
  switch (cut.format) {
    case 'png':
      return image.png({ compressionLevel: 6, palette: cut.quality === 'bitonal' }).toBuffer();
    case 'webp':
      return image.webp({ quality: 80 }).toBuffer();
    case 'jpg':
      return image.jpeg({ quality: 80, optimiseCoding: false }).toBuffer();
  }
}

/** Pixels read for each that is given: four where nothing is squeezed. */
const mostForOne = 16;
const alwaysRead = 1_000_000;

/**
 * The deepest level that still has as many pixels as are asked for. What is squeezed out of shape is taken from a
 * smaller one, or a line of one pixel would have a whole map read for it.
 */
function levelOf(levels: number, { region, size }: ImageCut): number {
  const scale = Math.min(region.width / size.width, region.height / size.height);
  const fine = Math.floor(Math.log2(Math.max(scale, 1)) + 1e-6);
  const most = Math.max(size.width * size.height * mostForOne, alwaysRead);
  const cheap = Math.ceil(Math.log2((region.width * region.height) / most) / 2);
  return Math.max(0, Math.min(levels - 1, Math.max(fine, cheap)));
}

/** Tiles as viewers ask for them lie in the file as JPEG already: passing one through costs a quarter of cutting it. */
export async function storedTile(
  pyramid: string,
  technical: Record<string, Json>,
  cut: ImageCut,
): Promise<Buffer | undefined> {
  const levels = technical['levels'] as [number, number][];
  const level = levelOf(levels.length, cut);
  const [width, height] = levels[level]!;
  const tile = technical['tile'] as number;
  const plain = cut.format === 'jpg' && cut.rotation === 0 && !cut.mirror;
  if (!plain || (cut.quality !== 'default' && cut.quality !== 'color')) return undefined;
  const span = tile * 2 ** level;
  const { region, size } = cut;
  const aligned = region.x % span === 0 && region.y % span === 0 && region.width === span && region.height === span;
  if (!aligned || size.width !== tile || size.height !== tile) return undefined;
  const [column, row] = [region.x / span, region.y / span];
  // The last column and row are padded in the file.
  if ((column + 1) * tile > width || (row + 1) * tile > height) return undefined;
  return readStoredTile(pyramid, level, column, row);
}
