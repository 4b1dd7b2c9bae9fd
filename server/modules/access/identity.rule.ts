import type { Access } from '../../contract/api/define.js';
import type { Caller } from '../../contract/caller.js';
import { type Identity, readerIdentity, staffIdentity, systemIdentity } from '../../platform/database/identity.js';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whom the database takes this request for. Staff work in the libraries where they hold a role; what readers look at they
 * see like readers, beside what is theirs. Whoever signs in, or changes their own account, works in none.
 */
export function identityOf({ grants }: Caller, access: Access, method: string): Identity {
  const staff = grants.filter((grant) => grant.role !== 'reader');
  if (staff.some((grant) => grant.libraryId === null)) return systemIdentity;
  const open = access === 'public';
  if (staff.length === 0 && open && reads.has(method)) return readerIdentity;
  const libraries = staff.flatMap((grant) => grant.libraryId ?? []);
  return staffIdentity(libraries, open ? 'everything published' : 'own');
}
