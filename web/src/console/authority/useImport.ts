import { useIntervalFn } from '@vueuse/core';
import { computed, ref, shallowRef } from 'vue';
import type { AuthorityKind } from '../../../../server/contract/api/authority.routes.js';
import type { Answer } from '../../../../server/contract/api/index.js';
import { upload } from '../../api/api.js';
import { useProblemText } from '../parts/problem.text.js';
import { call, withSession } from '../shell/call.js';

export type ImportView = Answer<'GET /authorities/imports/:import'>;

/** Whose records: of one vocabulary, or the people or places of a library; without one, the platform's. */
export interface Which {
  kind: AuthorityKind;
  vocabulary?: string;
  library?: string;
}

const under = new Set<ImportView['state']>(['reading', 'applying', 'undoing']);

/** One file on its way in, looked at as long as something is being done with it. */
export function useImport(which: () => Which, changed: () => void) {
  const { sentence } = useProblemText();
  const current = shallowRef<ImportView>();
  const latest = shallowRef<ImportView[]>([]);
  const refused = ref('');
  const busy = ref(false);
  /** What is on its way to be done: a short file is done before it is answered. */
  const asked = ref<'applying' | 'undoing'>();
  const working = computed(() => current.value !== undefined && under.has(current.value.state));

  async function attempt(work: () => Promise<ImportView | void>, doing?: 'applying' | 'undoing'): Promise<void> {
    busy.value = true;
    asked.value = doing;
    refused.value = '';
    try {
      const answer = await work();
      if (answer) show(answer);
    } catch (error) {
      refused.value = sentence(error);
    } finally {
      busy.value = false;
      asked.value = undefined;
    }
  }

  function show(now: ImportView): void {
    const before = current.value;
    current.value = now;
    const ended = now.state === 'applied' || now.state === 'undone' || now.state === 'stopped';
    if (ended && (before?.pid !== now.pid || before.state !== now.state) && before) changed();
  }

  useIntervalFn(async () => {
    const { pid } = current.value ?? {};
    if (pid === undefined || !working.value || busy.value) return;
    try {
      const now = await call('GET /authorities/imports/:import', { params: { import: pid } });
      if (current.value?.pid === pid) show(now);
    } catch (error) {
      refused.value = sentence(error);
    }
  }, 700);

  const begin = (file: File) =>
    attempt(() => {
      const body = new FormData();
      body.append('file', file);
      return withSession(() => upload('POST /authorities/imports', {}, body, { query: { ...which() } }));
    });
  const params = () => ({ import: current.value!.pid });
  return {
    current,
    latest,
    refused,
    busy,
    asked,
    working,
    begin,
    open: (one: ImportView | undefined) => {
      current.value = one;
      refused.value = '';
    },
    look: () =>
      attempt(async () => {
        latest.value = (await call('GET /authorities/imports', { query: { ...which() } })).rows;
      }),
    apply: (without: boolean) =>
      attempt(
        () => call('POST /authorities/imports/:import/apply', { params: params(), body: { without } }),
        'applying',
      ),
    stop: () => attempt(() => call('POST /authorities/imports/:import/stop', { params: params() })),
    undo: () => attempt(() => call('POST /authorities/imports/:import/undo', { params: params() }), 'undoing'),
  };
}
