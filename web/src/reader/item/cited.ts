import type { ItemView, PageRef } from '../../../../server/contract/reader.js';
import { itemPath, pagePath } from '../paths.js';
import type { useSite } from '../site.js';
import { gbt7714 } from './citation.js';

/** An item, or one page of it, as it is cited from where one reads it. */
export function citationOf(item: ItemView, site: ReturnType<typeof useSite>, seen: string, page?: PageRef): string {
  const path = page ? pagePath(item.pid, page.pid) : itemPath(item.pid);
  return gbt7714(item.citation, {
    url: site.origin + site.to(path),
    holder: item.library.name,
    seen,
    ...(page?.label ? { page: page.label } : {}),
  });
}
