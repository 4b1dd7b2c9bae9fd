import type { Caller } from '../../server/contract/caller.js';
import type { ItemView } from '../../server/contract/reader.js';
import type { TestApp } from './app.js';

/** Somebody whom nobody knows, with these labels. */
export const readerCaller = (labels: string[] = ['public']): Caller => ({
  accountId: null,
  accountPid: null,
  name: '',
  grants: [],
  labels,
  ip: null,
  requestId: 'test',
  locale: 'zh-CN',
  siteLibraryId: null,
});

/** What a page of the reader's is drawn from, for somebody whom nobody knows; drawing it needs the web half. */
export async function readerView(app: TestApp, item: string): Promise<ItemView> {
  const { PublishedService } = await import('../../server/modules/catalog/published.service.js');
  return app.app.get(PublishedService).item(readerCaller(), item);
}
