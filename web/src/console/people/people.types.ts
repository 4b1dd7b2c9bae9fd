import type { Answer } from '../../../../server/contract/api/index.js';

export type Person = Answer<'GET /libraries/:library/people'>['rows'][number];

export interface PlacedCollection {
  pid: string;
  name: Record<string, string>;
}

/** Roles of a whole library, and those that can be held for one collection only. */
export const libraryRoles = ['library-admin', 'reviewer', 'cataloger', 'reader'] as const;
export type LibraryRole = (typeof libraryRoles)[number];
export const collectionRoles = ['reviewer', 'cataloger'] as const;
export type CollectionRole = (typeof collectionRoles)[number];
export const ofCollection = (role: LibraryRole): role is CollectionRole => role === 'reviewer' || role === 'cataloger';
