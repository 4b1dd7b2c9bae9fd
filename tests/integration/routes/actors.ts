import { type Grant, type Permission, permissionsOf, type Role } from '../../../server/contract/permissions.js';
import type { TestApp } from '../../support/app.js';
import type { Visitor } from '../../support/visitor.js';

/** Where a role is held, in words of the test: nowhere the contract's own arithmetic is asked what it should answer. */
export type Station = 'platform' | 'library' | 'main' | 'side';

export interface Actor {
  name: string;
  email: string | null;
  /** Whose library: that of the things asked for, the other one, or none. */
  tenant: 'own' | 'other' | null;
  role: Role | null;
  station: Station | null;
  grants: Grant[];
  visitor: Visitor;
}

/** What a call is about. `within`: it is enough to work anywhere in that library. */
export type Place = 'platform' | 'library' | 'main' | 'within';

export const signedIn = (actor: Actor) => actor.email !== null;

const holds = (actor: Actor, permission: Permission) =>
  actor.role !== null && permissionsOf[actor.role].includes(permission);

export function holdsAnywhere(actor: Actor, permission: Permission): boolean {
  return holds(actor, permission);
}

export function holdsAt(actor: Actor, permission: Permission, place: Place): boolean {
  if (!holds(actor, permission)) return false;
  if (actor.station === 'platform') return true;
  if (actor.tenant !== 'own' || place === 'platform') return false;
  if (actor.station === 'library' || place === 'within') return true;
  return actor.station === 'main' && place === 'main';
}

/** Staff of that library, down to a single collection, may be told that something is there. */
export function worksThere(actor: Actor): boolean {
  return actor.station === 'platform' || (actor.tenant === 'own' && actor.role !== null && actor.role !== 'reader');
}

type Cast = [name: string, tenant: Actor['tenant'], role: Role | null, station: Station | null];

const cast: Cast[] = [
  ['somebody with an account and no role', null, null, null],
  ['platform admin', null, 'platform-admin', 'platform'],
  ['library admin', 'own', 'library-admin', 'library'],
  ['reviewer', 'own', 'reviewer', 'library'],
  ['cataloger', 'own', 'cataloger', 'library'],
  ['reader', 'own', 'reader', 'library'],
  ['reviewer of the collection', 'own', 'reviewer', 'main'],
  ['cataloger of the collection', 'own', 'cataloger', 'main'],
  ['cataloger of another collection', 'own', 'cataloger', 'side'],
  ['library admin of another library', 'other', 'library-admin', 'library'],
  ['reviewer of another library', 'other', 'reviewer', 'library'],
  ['cataloger of another library', 'other', 'cataloger', 'library'],
  ['reader of another library', 'other', 'reader', 'library'],
];

interface Ids {
  library: number;
  main: number;
  side: number;
}

function grantsOf([, tenant, role, station]: Cast, own: Ids, other: Ids): Grant[] {
  if (role === null) return [];
  if (station === 'platform') return [{ role, libraryId: null, collectionId: null }];
  const ids = tenant === 'own' ? own : other;
  const collectionId = station === 'main' || station === 'side' ? ids[station] : null;
  return [{ role, libraryId: ids.library, collectionId }];
}

export async function assemble(app: TestApp, secret: string, own: Ids, other: Ids): Promise<Actor[]> {
  const actors: Actor[] = [
    { name: 'a stranger', email: null, tenant: null, role: null, station: null, grants: [], visitor: app.visitor() },
  ];
  for (const [index, one] of cast.entries()) {
    const [name, tenant, role, station] = one;
    // The names of a library's staff are nobody else's business.
    const mark = tenant === 'own' && role !== 'reader' ? secret : 'plain';
    const email = `${mark}-actor-${index}@example.org`;
    const grants = grantsOf(one, own, other);
    const visitor = await app.signedIn({ email, name: `${mark} ${name}`, grants });
    actors.push({ name, email, tenant, role, station, grants, visitor });
  }
  return actors;
}

let doubles = 0;

/** Somebody with the very same roles, for calls that end sessions or change passwords. */
export async function doubleOf(app: TestApp, actor: Actor): Promise<Visitor> {
  if (actor.email === null) return app.visitor();
  return app.signedIn({ email: `double-${++doubles}@example.org`, name: 'Double', grants: actor.grants });
}
