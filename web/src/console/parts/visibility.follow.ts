import type { Audience, Part, Visibility } from '../../../../server/contract/visibility.js';

export const sameAudiences = (one: readonly Audience[], other: readonly Audience[]): boolean =>
  one.length === other.length && one.every((audience) => other.includes(audience));

/** The first is open to somebody to whom the second is closed. */
export const isWider = (one: readonly Audience[], other: readonly Audience[]): boolean =>
  !other.includes('public') && one.some((audience) => audience !== 'staff' && !other.includes(audience));

/** A thumbnail is the image made small: it goes with it, until somebody chose otherwise. */
export function changed(visibility: Visibility, part: Part, next: Audience[]): Visibility {
  const goesWith = part === 'image' && sameAudiences(visibility.thumbnail, visibility.image);
  return { ...visibility, [part]: next, ...(goesWith ? { thumbnail: [...next] } : {}) };
}
