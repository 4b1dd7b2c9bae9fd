import type { Answer, Request } from '../../../../server/contract/api/index.js';
import { ApiProblem } from '../../api/problem.js';
import type { ItemDetail } from '../editor/useEditing.js';
import { call } from '../shell/call.js';

export type BatchAction = Request<'POST /collections/:collection/items/batch'>['body']['action'];
export type BatchResult = Answer<'POST /collections/:collection/items/batch'>['results'][number];
type Before = NonNullable<BatchResult['before']>;

const restore = (item: string) => call('POST /items/:item/restore', { params: { item } });
const goTo = (item: string, number: number, version: number) =>
  call('POST /items/:item/revisions/:number/restore', { params: { item, number }, body: { version } });
const publish = (item: string, version: number) =>
  call('POST /items/:item/publish', { params: { item }, body: { version } });

/** Readers see the version that they saw; whoever works on the item goes on with the newer one. */
async function showAgain(item: string, version: number, before: Before): Promise<ItemDetail> {
  if (before.published === null || before.published === before.head) return publish(item, version);
  const older = await goTo(item, before.published, version);
  const shown = await publish(item, older.version);
  return goTo(item, before.head, shown.version);
}

async function handInAgain(item: string, now: ItemDetail, before: Before): Promise<void> {
  if (before.state === 'submitted') {
    await call('POST /items/:item/submit', { params: { item }, body: { version: now.version } });
  }
}

async function undoOne(action: BatchAction, item: string, before: Before): Promise<void> {
  const now = await call('GET /items/:item', { params: { item } });
  const after = { submit: 'submitted', publish: 'published', withdraw: 'withdrawn', remove: 'removed' } as const;
  // Somebody went on with it meanwhile: their work is not undone with ours.
  if (now.state !== after[action] || now.headRevision !== before.head) {
    throw new ApiProblem(409, 'item.changed', {}, [], undefined);
  }
  switch (action) {
    case 'submit':
      await call('POST /items/:item/recall', { params: { item }, body: { version: now.version } });
      return;
    case 'publish':
      if (before.published === null) {
        await call('POST /items/:item/withdraw', { params: { item }, body: {} });
        await handInAgain(item, await restore(item), before);
      } else await handInAgain(item, await showAgain(item, now.version, before), before);
      return;
    case 'withdraw':
      await showAgain(item, (await restore(item)).version, before);
      return;
    case 'remove':
      await handInAgain(item, await restore(item), before);
  }
}

/** Takes a batch back, one item after the other; what cannot be is told with its reason. */
export async function undoBatch(
  action: BatchAction,
  done: BatchResult[],
): Promise<{ undone: number; failed: { title: string; error: unknown }[] }> {
  const failed: { title: string; error: unknown }[] = [];
  for (const { pid, title, before } of done) {
    try {
      if (before) await undoOne(action, pid, before);
    } catch (error) {
      failed.push({ title, error });
    }
  }
  return { undone: done.length - failed.length, failed };
}
