import type { ImageCut } from '../../contract/plugin.js';
import type { Json } from '../../contract/values.js';

/** As much of an image as tells its grid. */
interface Grid {
  width: number;
  height: number;
  technical: Record<string, Json>;
}

/**
 * One of those that viewers and our own pages ask for: a tile of the grid that info.json describes, or a whole image at
 * one of a few sizes.
 */
export function isUsual(image: Grid, { region, size, rotation, mirror, quality, format }: ImageCut): boolean {
  if (rotation !== 0 || mirror || quality === 'gray' || quality === 'bitonal' || format === 'png') return false;
  const whole = region.width === image.width && region.height === image.height;
  const straight = Math.abs(size.height - (region.height * size.width) / region.width) <= 1;
  if (whole && straight && [size.width, Math.max(size.width, size.height)].some(isRound)) return true;
  const factor =
    2 ** Math.max(0, Math.round(Math.log2(Math.max(region.width / size.width, region.height / size.height))));
  if (size.width !== Math.ceil(region.width / factor) || size.height !== Math.ceil(region.height / factor))
    return false;
  const span = Number(image.technical['tile'] ?? 512) * factor;
  const along = (from: number, length: number, all: number) =>
    from % span === 0 && length === Math.min(span, all - from);
  return whole || (along(region.x, region.width, image.width) && along(region.y, region.height, image.height));
}

/** The widths of pictures in pages, and the edges of previews. */
const isRound = (side: number): boolean => side % 80 === 0 && side <= 1600;
