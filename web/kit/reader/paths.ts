import type { ImageView, TitlesView } from '../../../server/contract/reader.js';

export { pathIn } from '../../../server/contract/safe.href.js';

/**
 * A picture so many pixels wide; never larger than it is. Browsers of today take WebP; other programs, which show a link
 * to a page with its picture, are given JPEG.
 */
export function sized(image: ImageView, width: number, format: 'webp' | 'jpg' = 'webp'): string {
  if (!image.service) return image.thumbnail;
  return `${image.service}/full/${width >= image.width ? 'max' : `${width},`}/0/default.${format}`;
}

/** The widths that a browser may choose from, none of them enlarged; undefined where there is only one. */
export function widthsOf(image: ImageView, widths: readonly number[]): string | undefined {
  if (!image.service) return undefined;
  const usable = widths.filter((width) => width <= image.width * 1.2);
  return usable.map((width) => `${sized(image, width)} ${width}w`).join(', ') || undefined;
}

type Scope = TitlesView['scope'];
interface TitlesAsked {
  by?: TitlesView['by'];
  at?: string;
  after?: string;
  before?: string;
}

export const scopePath = (scope: Scope): string =>
  scope.kind === 'portal' ? '/' : scope.kind === 'library' ? `/l/${scope.library.slug}` : `/c/${scope.pid}`;

/** An index of titles: from a section on, after an item, or up to one. By pinyin goes without saying. */
export function titlesPath(scope: Scope, { by, ...asked }: TitlesAsked = {}): string {
  const query = new URLSearchParams();
  if (by === 'strokes') query.set('by', by);
  for (const [name, value] of Object.entries(asked)) query.set(name, value);
  const text = query.toString();
  return `${scopePath(scope).replace(/\/$/, '')}/titles${text ? `?${text}` : ''}`;
}

export const itemPath = (pid: string): string => `/i/${pid}`;
export const familyPath = (pid: string): string => `/i/${pid}/family`;
export const pagePath = (item: string, page: string, q?: string): string =>
  `/i/${item}/p/${page}${q ? `?q=${encodeURIComponent(q)}` : ''}`;
/** A reference to an item, or to one page of it, as a file. */
export const citePath = (item: string, format: string, page?: string): string =>
  `/i/${item}/cite/${format}${page ? `?page=${page}` : ''}`;

/** A record's page, narrowed to one way of being linked, to one collection, or to neither. */
export function recordPath(pid: string, narrow: { as?: string; collection?: string; page?: number } = {}): string {
  const query = new URLSearchParams();
  if (narrow.as) query.set('as', narrow.as);
  if (narrow.collection) query.set('collection', narrow.collection);
  if (narrow.page && narrow.page > 1) query.set('page', String(narrow.page));
  const text = query.toString();
  return text ? `/a/${pid}?${text}` : `/a/${pid}`;
}
