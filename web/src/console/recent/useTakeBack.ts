import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Answer } from '../../../../server/contract/api/index.js';
import { say } from '../../../kit/toast.js';
import { useProblemText } from '../parts/problem.text.js';
import { call } from '../shell/call.js';

export type RecentAct = Answer<'GET /recent'>['rows'][number];
type WayBack = NonNullable<RecentAct['back']>;

/** Which word says what came of it. */
type Came = 'done' | 'running' | 'kept';

/** Each by the route that its own page uses. */
async function go(back: WayBack): Promise<Came> {
  switch (back.by) {
    case 'batch': {
      const { state, counts } = await call('POST /batches/:batch/undo', { params: { batch: back.batch } });
      if (state !== 'undone') return 'running';
      return counts.undone > 0 ? 'done' : 'kept';
    }
    case 'import': {
      const { state, counts } = await call('POST /authorities/imports/:import/undo', {
        params: { import: back.import },
      });
      if (state !== 'undone') return 'running';
      return counts.undone > 0 ? 'done' : 'kept';
    }
    case 'roles':
      await call('POST /libraries/:library/taken-roles/give-back', {
        params: { library: back.library },
        body: { taken: [back.taken] },
      });
      return 'done';
    case 'unmerge':
      await call('POST /authorities/:kind/:record/unmerge', {
        params: { kind: back.kind, record: back.record },
        body: { version: back.version },
      });
      return 'done';
    case 'record':
      await call('POST /authorities/:kind/:record/restore', { params: { kind: back.kind, record: back.record } });
      return 'done';
    case 'revision':
      await call('POST /items/:item/revisions/:number/restore', {
        params: { item: back.item, number: back.number },
        body: { version: back.version },
      });
      return 'done';
  }
}

/** Taking back what was done of late, from the page of it and from the words that say that it was done. */
export function useTakeBack(changed: () => unknown) {
  const { t } = useI18n();
  const { sentence } = useProblemText();
  const busy = ref(false);

  async function attempt(run: () => Promise<Came>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      const came = await run();
      say(t(`console.recent.came.${came}`), came === 'kept' ? 'problem' : 'done');
    } catch (error) {
      say(sentence(error), 'problem');
    } finally {
      busy.value = false;
      await changed();
    }
  }

  return {
    busy,
    takeBack: (back: WayBack) => attempt(() => go(back)),
    /** What was done to this last; nothing where it cannot be taken back. */
    takeBackLast: (subject: string) =>
      attempt(async () => {
        const { rows } = await call('GET /recent', { query: { limit: 20 } });
        const last = rows.find((act) => act.subject.pid === subject);
        return last?.back ? go(last.back) : 'kept';
      }),
  };
}
