import type { ImageView, PageRef } from '../../../server/contract/reader.js';

/** Pages as they lie side by side, from left to right: in a book read from the right, the first lies on the right. */
export function inOrder(pages: PageRef[], direction: 'rtl' | 'ltr'): PageRef[] {
  return direction === 'rtl' ? [...pages].reverse() : pages;
}

export function sizeOf(image: ImageView, width: number): string {
  if (!image.service) return image.thumbnail;
  return `${image.service}/full/${width >= image.width ? 'max' : `${width},`}/0/default.webp`;
}

/** The stage is never higher than this part of the window (`ItemStage.vue`, `reading.css`), and what is upright no wider. */
const stage = 74;

/** How wide a picture is drawn, for the browser to choose by: alone, or as one of two. */
export const drawnWidth = ({ width, height }: ImageView, beside: boolean): string =>
  `min(${beside ? 50 : 100}vw, ${((stage * width) / height).toFixed(1)}vh)`;

const tile = 512;

/** What info.json would say; told here it saves a request, and keeps tiles on the host that is being visited. */
export function tileSource(image: ImageView) {
  const levels = Math.max(0, Math.ceil(Math.log2(Math.max(image.width, image.height) / tile)));
  return {
    '@context': 'http://iiif.io/api/image/3/context.json',
    id: image.service,
    type: 'ImageService3',
    protocol: 'http://iiif.io/api/image',
    profile: 'level2',
    width: image.width,
    height: image.height,
    tiles: [{ width: tile, height: tile, scaleFactors: Array.from({ length: levels + 1 }, (_, level) => 2 ** level) }],
  };
}

/** Where each page lies in the viewer's own measure: all of one height, side by side. */
export function positions(pages: { width: number; height: number }[], gap = 0.004): { x: number; width: number }[] {
  let x = 0;
  return pages.map(({ width, height }) => {
    const place = { x, width: width / height };
    x += place.width + gap;
    return place;
  });
}
