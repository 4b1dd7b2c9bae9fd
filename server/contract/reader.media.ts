import type { Json } from './values.js';
import type { Audience, Part } from './visibility.js';

/** The parts of reader pages that show bytes: pictures, pages, sound, film, objects. */

/**
 * A picture of a page, by addresses on this host. Thumbnail and image are opened apart: where only the thumbnail is,
 * there is no `service` (IIIF Image API 3) to cut sizes and tiles from.
 */
export interface ImageView {
  thumbnail: string;
  service: string | null;
  width: number;
  height: number;
  /** Tiny data URI that holds the place until the image is there. */
  preview?: string;
  /** What matters most in it, as fractions of its width and height, where staff have said so. */
  focus?: [x: number, y: number];
}

/** Why a part is not shown, and to whom it is. An empty list of audiences is the library's staff alone. */
export interface Restriction {
  part: Part;
  audiences: Audience[];
}

export interface DerivativeView {
  kind: string;
  href: string;
  mediaType: string;
  size: number;
  technical: Record<string, Json>;
}

/** One page as the reader turns to it; short keys are not worth it, gzip sees to that. */
export interface PageRef {
  pid: string;
  label: string;
  lang?: string;
  kind: string;
  image: ImageView | null;
  hasText: boolean;
  /** What this page may not show to this reader. */
  restricted: Restriction | null;
  /** It has a text, and this reader may not read it. */
  textRestricted: Restriction | null;
}

/** What viewers of plugins are given: a file with everything derived from it that this reader may open. */
export interface MediaView {
  page: string;
  label: string;
  lang?: string;
  handler: string;
  technical: Record<string, Json>;
  derivatives: DerivativeView[];
  /** A page of a document, a crop, a stretch of time. */
  source: Record<string, Json>;
  poster: ImageView | null;
  /** Captions, where this reader may read its text. */
  tracks: TrackView[];
}

export interface TrackView {
  kind: 'captions' | 'subtitles';
  href: string;
  lang: string;
  label: string;
}

export interface DownloadView {
  name: string;
  href: string;
  mediaType: string;
  size: number;
}

/** What this reader may take away: neither more nor less than the addresses give. */
export interface TakingView {
  /** Files as they were sent, one by one; none where they are too many for a list. */
  files: DownloadView[];
  /** All of them, listed or not. */
  originals: { count: number; bytes: number };
  /** The images as one document, or as several where there are many. Null where there are not two. */
  pdf: { pages: number; parts: number; bytes: number } | null;
  /** The text as a plain file. */
  text: boolean;
}
