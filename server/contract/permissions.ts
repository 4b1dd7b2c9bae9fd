/** Roles and what each may do. `reader` is a member of the library: it opens material, not the console. */
export const roles = ['platform-admin', 'library-admin', 'reviewer', 'cataloger', 'reader'] as const;
export type Role = (typeof roles)[number];

const cataloger = [
  'library.read',
  'collection.read',
  'authority.read',
  'authority.edit',
  'item.read',
  'item.create',
  'item.edit',
  'item.submit',
  'file.read',
  'file.upload',
  'job.read',
] as const;

const reviewer = [...cataloger, 'item.review', 'item.publish', 'item.withdraw', 'job.control'] as const;

const libraryAdmin = [
  ...reviewer,
  'library.edit',
  'collection.create',
  'collection.edit',
  'collection.remove',
  'item.remove',
  'item.visibility',
  'person.read',
  'person.invite',
  'person.edit',
  'audit.read',
] as const;

const platformAdmin = [...libraryAdmin, 'library.create', 'library.remove', 'platform.read', 'platform.edit'] as const;

export type Permission = (typeof platformAdmin)[number];

export const permissionsOf: Record<Role, readonly Permission[]> = {
  'platform-admin': platformAdmin,
  'library-admin': libraryAdmin,
  reviewer,
  cataloger,
  reader: [],
};

/** Where something stands: nothing given is the platform itself. */
export interface Scope {
  libraryId?: number | null;
  collectionId?: number | null;
}

export interface Grant {
  role: Role;
  libraryId: number | null;
  collectionId: number | null;
}

function covers(grant: Grant, scope: Scope): boolean {
  if (grant.libraryId === null) return true;
  if (grant.libraryId !== scope.libraryId) return false;
  return grant.collectionId === null || grant.collectionId === scope.collectionId;
}

export function may(grants: readonly Grant[], permission: Permission, scope: Scope): boolean {
  return grants.some((grant) => covers(grant, scope) && permissionsOf[grant.role].includes(permission));
}

/** Whether the permission is held anywhere at all: what follows must be narrowed to those places. */
export function mayAnywhere(grants: readonly Grant[], permission: Permission): boolean {
  return grants.some((grant) => permissionsOf[grant.role].includes(permission));
}

/** Whether the caller works in this library in any way, and so may be told that something exists but is not theirs. */
export function worksIn(grants: readonly Grant[], libraryId: number | null | undefined): boolean {
  return grants.some((grant) => grant.role !== 'reader' && (grant.libraryId === null || grant.libraryId === libraryId));
}

/**
 * The scope in which a permission is held: 'all', or whole libraries and single collections.
 * SQL lists are narrowed with these, so that a list and a look at one row can never disagree.
 */
export function scopeWith(
  grants: readonly Grant[],
  permission: Permission,
): 'all' | { libraries: number[]; collections: number[] } {
  const held = grants.filter((grant) => permissionsOf[grant.role].includes(permission));
  if (held.some((grant) => grant.libraryId === null)) return 'all';
  return {
    libraries: held.flatMap((grant) => (grant.collectionId === null ? [grant.libraryId!] : [])),
    collections: held.flatMap((grant) => (grant.collectionId === null ? [] : [grant.collectionId])),
  };
}
