import type { MediaView } from '../../../server/contract/reader.js';

/** The still if one was taken, else the picture that somebody chose. */
export function posterOf(media: MediaView | undefined): string | undefined {
  return media?.derivatives.find((one) => one.kind === 'poster')?.href ?? media?.poster?.thumbnail;
}
