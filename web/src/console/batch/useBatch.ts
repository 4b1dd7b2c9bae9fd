import { useIntervalFn } from '@vueuse/core';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { BatchKind } from '../../../../server/contract/api/batch.routes.js';
import type { Answer, Request } from '../../../../server/contract/api/index.js';
import { useProblemText } from '../parts/problem.text.js';
import { call } from '../shell/call.js';

export type { BatchKind };
export type Batch = Answer<'GET /batches/:batch'>;
export type BatchRow = Answer<'GET /batches/:batch/rows'>['rows'][number];
export type BatchBegin = Request<'POST /collections/:collection/batches'>['body'];

export const isUnderWay = ({ state }: Batch): boolean =>
  state === 'planning' || state === 'applying' || state === 'undoing';

/** One batch, looked at as long as something is being done with it, by whoever set it going. */
export function useBatch(changed: () => void) {
  const { sentence } = useProblemText();
  const current = shallowRef<Batch>();
  const refused = ref('');
  const busy = ref(false);
  const stopping = ref(false);
  const working = computed(() => current.value !== undefined && isUnderWay(current.value));
  let closed = false;

  function show(now: Batch): void {
    const before = current.value;
    current.value = now;
    if (!isUnderWay(now)) stopping.value = false;
    if (before?.pid !== now.pid || before.state === now.state) return;
    if (now.state === 'applied' || now.state === 'undone' || now.state === 'stopped') changed();
  }

  async function attempt(work: () => Promise<Batch>): Promise<void> {
    busy.value = true;
    refused.value = '';
    try {
      const now = await work();
      if (!closed) show(now);
    } catch (error) {
      refused.value = sentence(error);
    } finally {
      busy.value = false;
    }
  }

  useIntervalFn(async () => {
    const pid = current.value?.pid;
    if (pid === undefined || !working.value || busy.value) return;
    try {
      const now = await call('GET /batches/:batch', { params: { batch: pid } });
      if (!closed && current.value?.pid === pid) show(now);
      refused.value = '';
    } catch (error) {
      refused.value = sentence(error);
    }
  }, 400);
  onScopeDispose(() => (closed = true));

  const params = () => ({ batch: current.value!.pid });
  return {
    current,
    refused,
    busy,
    working,
    stopping,
    leave: () => {
      current.value = undefined;
      refused.value = '';
      stopping.value = false;
    },
    begin: (collection: string, body: BatchBegin) =>
      attempt(() => call('POST /collections/:collection/batches', { params: { collection }, body })),
    open: (batch: string) => attempt(() => call('GET /batches/:batch', { params: { batch } })),
    apply: (note: string) => attempt(() => call('POST /batches/:batch/apply', { params: params(), body: { note } })),
    stop: () => {
      stopping.value = true;
      return attempt(() => call('POST /batches/:batch/stop', { params: params() })).then(() => {
        if (refused.value) stopping.value = false;
      });
    },
    resume: () => attempt(() => call('POST /batches/:batch/resume', { params: params() })),
    undo: () => attempt(() => call('POST /batches/:batch/undo', { params: params() })),
  };
}

export type BatchHand = ReturnType<typeof useBatch>;
