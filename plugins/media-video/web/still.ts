import type { MediaView } from '../../../server/contract/reader.js';

/** The still if one was taken, else the picture that somebody chose. */
export function posterOf(media: MediaView | undefined): string | undefined {
  return media?.derivatives.find((one) => one.kind === 'poster')?.href ?? media?.poster?.thumbnail;
}

/** Its own shape, so that on a phone it stands between no bars; where nobody knows it the browser finds out. */
export function shapeOf(media: MediaView | undefined): { '--shape': string } | undefined {
  const [width, height] = ['width', 'height'].map((name) => Number(media?.technical[name]));
  return width! > 0 && height! > 0 ? { '--shape': `${width} / ${height}` } : undefined;
}
