import type { Caller } from '../../contract/caller.js';
import { type Grant, may, permissionsOf, type Role, type Scope } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';

/** Nobody gives, changes or takes a role that can do more there than they can themselves. */
export function mayGive(grants: readonly Grant[], role: Role, scope: Scope): boolean {
  return permissionsOf[role].every((permission) => may(grants, permission, scope));
}

export function assertMayGive(caller: Caller, role: Role, scope: Scope): void {
  if (!mayGive(caller.grants, role, scope)) throw new Problem('access.denied');
}

/** Which roles make sense where: the platform has admins, a library all others, a collection those who work on it. */
export function fitsScope(role: Role, scope: { libraryId: number | null; collectionId: number | null }): boolean {
  if (scope.libraryId === null) return role === 'platform-admin';
  if (scope.collectionId === null) return role !== 'platform-admin';
  return role === 'reviewer' || role === 'cataloger';
}
