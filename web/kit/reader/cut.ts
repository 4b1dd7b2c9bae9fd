import type { ImageView } from '../../../server/contract/reader.js';
import { type Part, partAround, shapeInCard } from '../focal.js';

/** Where a picture cannot be cut, or nobody has said what matters in it, it is shown whole. */
const around = (image: ImageView, shape: number | undefined): Part | undefined =>
  shape !== undefined && image.service && image.focus ? partAround(image, image.focus, shape) : undefined;

/** What a card shows of a picture that would be a thread there; undefined of all others, which stand in it whole. */
export const partInCard = (image: ImageView): Part | undefined => around(image, shapeInCard(image));

/** What stands beside a link: others show it that wide for its height, and cut it to that themselves. */
export const partOfLink = (image: ImageView): Part | undefined => around(image, 1200 / 630);

/** In percent: of a page of a file of many, what is known is the size of its first. */
const share = (at: number, of: number) => Math.round((at / of) * 1e6) / 1e4;

/** Part of a picture, so many pixels wide; never larger than it is. */
export function cutOut(image: ImageView, part: Part, width: number, format: 'webp' | 'jpg' = 'webp'): string {
  const [x, y] = [share(part.x, image.width), share(part.y, image.height)];
  const region = [x, y, share(part.width, image.width), share(part.height, image.height)].join(',');
  const high = Math.max(1, Math.round((width * part.height) / part.width));
  return `${image.service}/pct:${region}/!${width},${high}/0/default.${format}`;
}

/** The widths of it that a browser may choose from. */
export function cutsOf(image: ImageView, part: Part, widths: readonly number[]): string | undefined {
  const usable = widths.filter((width) => width <= part.width * 1.2);
  return usable.map((width) => `${cutOut(image, part, width)} ${width}w`).join(', ') || undefined;
}
