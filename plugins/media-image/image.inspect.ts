import sharp, { type Metadata } from 'sharp';
import type { MediaInspection, MediaWorkspace } from '../../server/contract/plugin.js';
import { Problem } from '../../server/contract/problems.js';
import type { Json } from '../../server/contract/values.js';
import { pagesOf, readTiffLayout } from './tiff.layout.js';

/** A map of 1 m at 600 dpi has 560 million; beyond this no scanner goes, but a bomb does. */
export const mostPixels = 800_000_000;
/** Pictures that hold little are small; but what unpacks to so much from so little was made to. */
const suspiciousPixels = 80_000_000;
/** Blank paper packs a hundred to one in any format that is meant for it; what deflate can do at most is a thousand. */
const mostUnpacking = 500;
/** Interlaced images unpack whole into memory. */
const mostPixelsAtOnce = 200_000_000;
const mostPages = 2000;

// Files are replaced under the same path when they are derived again: what libvips remembers by path would be stale.
sharp.cache(false);

export const readOptions = { limitInputPixels: mostPixels, failOn: 'error', unlimited: false } as const;

/** Reads the head of the file only: what it says it is, and whether that can be true. */
export async function inspectImage(workspace: MediaWorkspace): Promise<MediaInspection> {
  const path = await workspace.originalPath();
  const about = await readMetadata(path);
  refuseBombs(about, workspace.size);
  const turned = (about.orientation ?? 1) >= 5;
  const technical: Record<string, Json> = {
    width: turned ? about.height : about.width,
    height: turned ? about.width : about.height,
    webReady: false,
  };
  const dpi = about.density;
  if (dpi !== undefined && dpi >= 20 && dpi <= 20_000) technical['dpi'] = Math.round(dpi);
  if (about.space) technical['space'] = about.space;
  const frames = workspace.mediaType === 'image/tiff' ? await tiffPages(path) : [0];
  if (frames.length > mostPages) throw new Problem('file.too-large', { pages: frames.length, maxPages: mostPages });
  // Where the pages are not simply the first ones, in the file's own counting.
  if (frames.some((frame, index) => frame !== index)) technical['frames'] = frames;
  return { technical, ...(frames.length > 1 ? { pages: frames.length } : {}) };
}

async function readMetadata(path: string): Promise<Metadata> {
  try {
    return await sharp(path, readOptions).metadata();
  } catch (error) {
    throw asProblem(error);
  }
}

async function tiffPages(path: string): Promise<number[]> {
  try {
    return pagesOf(await readTiffLayout(path));
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('file.broken', { reason: error.message });
    throw error;
  }
}

function refuseBombs(about: Metadata, bytes: number): void {
  const pixels = about.width * about.height;
  if (pixels === 0) throw new Problem('file.broken', { reason: 'no pixels' });
  if (pixels > mostPixels) throw new Problem('file.too-large', { pixels, maxPixels: mostPixels });
  if (pixels > suspiciousPixels && unpacked(about) / Math.max(bytes, 1) > mostUnpacking) {
    throw new Problem('file.unsafe', { reason: 'bomb', pixels });
  }
  if (about.isProgressive && pixels > mostPixelsAtOnce) {
    throw new Problem('file.too-large', { pixels, maxPixels: mostPixelsAtOnce, reason: 'interlaced' });
  }
}

/** Bytes of all pixels, as the file itself counts bits. */
function unpacked(about: Metadata): number {
  const bits = about.bitsPerSample ?? (about.depth === 'uchar' ? 8 : 16);
  return (about.width * about.height * about.channels * bits) / 8;
}

/** What the decoder says, without the paths that it says it with. */
export function asProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const reason = (error.message.split('\n')[0] ?? '').replace(/\/\S+/g, '…').slice(0, 200);
  if (/pixel limit/i.test(reason)) return new Problem('file.too-large', { maxPixels: mostPixels });
  if (/ENOSPC|no space/i.test(error.message)) return new Problem('storage.full', {}, [], { cause: error });
  return new Problem('file.broken', { reason }, [], { cause: error });
}
