import type { ItemDetail } from './useEditing.js';

type Page = Pick<ItemDetail['pages'][number], 'file' | 'source'>;

/** Large enough to find a seal on, small enough to come at once. */
const size = '!1600,1600';

/**
 * The picture of a page to draw on: all of what the page shows and nothing else, so that percent of it are percent of
 * the page. By the file and not by the page: readers may still see the page as it was cut before.
 */
export function pagePicture({ file, source }: Page): string | null {
  if (file?.state !== 'ready' || !file.mediaType.startsWith('image/')) return null;
  const number = source.page ?? 1;
  if (number === 1 && !source.crop) return `/f/${file.pid}/medium`;
  const image = number === 1 ? `file-${file.pid}` : `file-${file.pid}-${number}`;
  return `/iiif/image/3/${image}/${source.crop ? regionOf(source.crop) : 'full'}/${size}/0/default.jpg`;
}

/** Whole pixels, as the cut itself is made. */
function regionOf([x, y, width, height]: [number, number, number, number]): string {
  return [Math.floor(x), Math.floor(y), Math.max(1, Math.round(width)), Math.max(1, Math.round(height))].join(',');
}
