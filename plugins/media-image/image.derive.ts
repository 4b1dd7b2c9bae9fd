import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import type { MediaWorkspace } from '../../server/contract/plugin.js';
import type { Json } from '../../server/contract/values.js';
import { asProblem, readOptions } from './image.inspect.js';
import { readTiffLayout } from './tiff.layout.js';

/** Small images need no large tiles, and libvips refuses to read some that it wrote so. */
const tileSizeOf = (width: number, height: number) => (Math.max(width, height) > 512 ? 512 : 256);
export const recipes = { pyramid: 'jpeg85.512-1', medium: 'jpeg80.1600-1', thumbnail: 'webp72.400-1' } as const;

/** A classic TIFF ends at 4 GB. */
const classicPixels = 3_000_000_000;

/** One full decode makes the pyramid; everything else is made from its levels. */
export async function deriveImage(
  workspace: MediaWorkspace,
  technical: Record<string, Json>,
): Promise<Record<string, Json>> {
  const path = await workspace.originalPath();
  const count = typeof technical['pages'] === 'number' ? technical['pages'] : 1;
  const frames = (technical['frames'] as number[] | undefined) ?? Array.from({ length: count }, (_, index) => index);
  let learned: Record<string, Json> = {};
  for (const [index, frame] of frames.entries()) {
    workspace.signal.throwIfAborted();
    const suffix = index === 0 ? '' : `-${index + 1}`;
    const about = await derivePage(workspace, path, frame, suffix);
    if (index === 0) learned = about;
  }
  return learned;
}

async function derivePage(
  workspace: MediaWorkspace,
  path: string,
  frame: number,
  suffix: string,
): Promise<Record<string, Json>> {
  const pyramid = await workspace.temporaryPath('.tif');
  const medium = await workspace.temporaryPath('.jpg');
  const thumbnail = await workspace.temporaryPath('.webp');
  try {
    await writePyramid(path, frame, pyramid);
    workspace.signal.throwIfAborted();
    const levels = await readTiffLayout(pyramid);
    const { width, height } = levels[0]!;
    await sharp(pyramid, { ...readOptions, page: levelFor(levels, 1600) })
      .resize({ width: 1600, height: 1600, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 80, progressive: true, mozjpeg: false })
      .toFile(medium);
    // From a level a little larger, and not from the medium one: that is progressive and would be unpacked whole.
    await sharp(pyramid, { ...readOptions, page: levelFor(levels, 800) })
      .resize({ width: 400, height: 400, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 72 })
      .toFile(thumbnail);
    const learned = await look(thumbnail);
    const small = await sharp(medium).metadata();
    const tiny = await sharp(thumbnail).metadata();
    await workspace.keep({
      kind: `medium${suffix}`,
      recipe: recipes.medium,
      path: medium,
      mediaType: 'image/jpeg',
      technical: { width: small.width, height: small.height },
    });
    await workspace.keep({
      kind: `thumbnail${suffix}`,
      recipe: recipes.thumbnail,
      path: thumbnail,
      mediaType: 'image/webp',
      technical: { width: tiny.width, height: tiny.height },
    });
    const sizes = levels.map((level) => [level.width, level.height]);
    // Last, and with its true size: from then on the image can be zoomed into.
    await workspace.keep({
      kind: `pyramid${suffix}`,
      recipe: recipes.pyramid,
      path: pyramid,
      mediaType: 'image/tiff',
      technical: { width, height, tile: levels[0]!.tileWidth, levels: sizes },
    });
    return { width, height, ...learned };
  } catch (error) {
    throw asProblem(error);
  }
}

/** Upright, in sRGB, on white: what readers see is decided once. */
async function writePyramid(path: string, frame: number, to: string): Promise<void> {
  const source = sharp(path, { ...readOptions, page: frame, sequentialRead: false });
  const about = await source.metadata();
  const grey = about.channels <= 2 && about.space !== 'cmyk';
  const pixels = about.width * about.height;
  const tile = tileSizeOf(about.width, about.height);
  const { size } = await stat(path);
  await source
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace(grey ? 'b-w' : 'srgb')
    .tiff({
      compression: 'jpeg',
      quality: 85,
      tile: true,
      tileWidth: tile,
      tileHeight: tile,
      pyramid: true,
      bigtiff: pixels * 3 > classicPixels || size > classicPixels,
    })
    .toFile(to);
}

/** The smallest level that is still at least so large. */
function levelFor(levels: { width: number; height: number }[], edge: number): number {
  let chosen = 0;
  levels.forEach((level, index) => {
    if (Math.max(level.width, level.height) >= edge) chosen = index;
  });
  return chosen;
}

/** Its main colour, and a few blurred pixels that hold its place until it is there. */
async function look(thumbnail: string): Promise<Record<string, Json>> {
  const hex = (await mainColour(thumbnail)).map((part) => part.toString(16).padStart(2, '0')).join('');
  const preview = await sharp(thumbnail)
    .resize({ width: 20, height: 20, fit: 'inside' })
    .webp({ quality: 40 })
    .toBuffer();
  return { colour: `#${hex}`, preview: `data:image/webp;base64,${preview.toString('base64')}` };
}

/** The middle of the fullest of sixteen steps of red, green and blue; `stats` would work out much that nobody asks for. */
async function mainColour(thumbnail: string): Promise<number[]> {
  const pixels = sharp(thumbnail).toColourspace('srgb').removeAlpha().raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  const counts = new Uint32Array(4096);
  for (let at = 0; at < data.length; at += info.channels) {
    const step = ((data[at]! >> 4) << 8) | ((data[at + 1]! >> 4) << 4) | (data[at + 2]! >> 4);
    counts[step]! += 1;
  }
  const fullest = counts.indexOf(Math.max(...counts));
  return [fullest >> 8, (fullest >> 4) & 15, fullest & 15].map((step) => (step << 4) + 8);
}
