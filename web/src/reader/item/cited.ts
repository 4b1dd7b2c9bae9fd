import type { ItemView, PageRef } from '../../../../server/contract/reader.js';
import type { useSite } from '../../../kit/reader/site.js';
import { copyOf, gbt7714 } from './citation.js';

/** An item, or one page of it, as it is cited from where one reads it. */
export function citationOf(item: ItemView, site: ReturnType<typeof useSite>, seen: string, page?: PageRef): string {
  return gbt7714(
    item.citation,
    copyOf(item, (path) => site.origin + site.to(path), seen, page),
  );
}
