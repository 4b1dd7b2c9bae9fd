import type { Locale } from './localized.js';
import type { Grant } from './permissions.js';

/** Who is asking, worked out once per request. Services take it as an argument where it matters. */
export interface Caller {
  accountId: number | null;
  accountPid: string | null;
  name: string;
  grants: Grant[];
  /** What this reader may see: `public`, `campus:12`, `member:12`, `onsite:12`, `staff:12`. */
  labels: string[];
  ip: string | null;
  requestId: string;
  locale: Locale;
  /** The member library whose own host is being visited; null on the portal. */
  siteLibraryId: number | null;
}

/** Jobs and the command line act as the system: every permission, no person. */
export function systemCaller(name = 'system'): Caller {
  return {
    accountId: null,
    accountPid: null,
    name,
    grants: [{ role: 'platform-admin', libraryId: null, collectionId: null }],
    labels: ['public'],
    ip: null,
    requestId: name,
    locale: 'zh-CN',
    siteLibraryId: null,
  };
}
