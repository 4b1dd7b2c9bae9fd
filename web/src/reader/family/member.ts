import type { FamilyMember } from '../../../../server/contract/reader.js';
import { itemPath } from '../../../kit/reader/paths.js';
import type { useSite } from '../../../kit/reader/site.js';

/** On a library's own site the others' things are at home on the portal. */
export function memberHref(site: ReturnType<typeof useSite>, { card }: FamilyMember): string {
  const path = site.to(itemPath(card.pid));
  return site.library && site.portalHref && site.library.pid !== card.library.pid ? site.portalHref + path : path;
}
