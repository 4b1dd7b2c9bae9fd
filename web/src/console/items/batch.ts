import type { Answer, Request } from '../../../../server/contract/api/index.js';
import { call } from '../shell/call.js';

export type BatchAction = Request<'POST /collections/:collection/items/batch'>['body']['action'];
export type BatchResult = Answer<'POST /collections/:collection/items/batch'>['results'][number];

/**
 * How a batch is taken back, where that is possible: what was withdrawn is published again as it was, what was removed
 * comes back. What was handed in or published is taken back by a reviewer, with a reason.
 */
export function undoable(action: BatchAction, items: string[]): (() => Promise<number>) | undefined {
  if (items.length === 0 || (action !== 'withdraw' && action !== 'remove')) return undefined;
  return async () => {
    for (const item of items) {
      const restored = await call('POST /items/:item/restore', { params: { item } });
      if (action === 'withdraw')
        await call('POST /items/:item/publish', { params: { item }, body: { version: restored.version } });
    }
    return items.length;
  };
}
