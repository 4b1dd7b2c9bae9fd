import { z } from 'zod';

/** The parts of an item that can be opened apart. */
export const parts = ['metadata', 'thumbnail', 'image', 'text', 'download', 'find'] as const;
export const Part = z.enum(parts);
export type Part = z.infer<typeof Part>;

/** Circles of readers, as people choose them. In the database each but `public` carries its library: `campus:12`. */
export const audiences = ['public', 'campus', 'member', 'onsite', 'staff'] as const;
export const Audience = z.enum(audiences);
export type Audience = z.infer<typeof Audience>;

/**
 * Who may see each part. An empty list is nobody but the library's staff. Whoever may read the text may find by it; `find`
 * names who else may find by what they are not shown (可检不可看), and nobody does unless somebody chose so.
 */
export const Visibility = z.object({
  metadata: z.array(Audience),
  thumbnail: z.array(Audience),
  image: z.array(Audience),
  text: z.array(Audience),
  download: z.array(Audience),
  find: z.array(Audience),
});
export type Visibility = z.infer<typeof Visibility>;

/** Who may see one page, where that differs from its item: null is as the item says. */
export const PageVisibility = z.object({ image: z.array(Audience).nullable(), text: z.array(Audience).nullable() });
export type PageVisibility = z.infer<typeof PageVisibility>;

export const openVisibility: Visibility = {
  metadata: ['public'],
  thumbnail: ['public'],
  image: ['public'],
  text: ['public'],
  download: ['public'],
  find: ['staff'],
};

export function labelOf(audience: Audience, libraryId: number): string {
  return audience === 'public' ? 'public' : `${audience}:${libraryId}`;
}

/** Labels as stored: staff of the library are always among them, so that no setting can lock them out. */
export function labelsOf(audience: readonly Audience[], libraryId: number): string[] {
  return [...new Set([...audience.map((one) => labelOf(one, libraryId)), labelOf('staff', libraryId)])];
}

export function audiencesOf(labels: readonly string[]): Audience[] {
  const found = new Set(labels.map((label) => label.split(':')[0]));
  const chosen = audiences.filter((audience) => found.has(audience));
  return chosen.length > 1 ? chosen.filter((audience) => audience !== 'staff') : chosen;
}

/** The rule, in one place: something may be seen when the reader's labels and its labels overlap. */
export function overlaps(mine: readonly string[], theirs: readonly string[]): boolean {
  return theirs.some((label) => mine.includes(label));
}
