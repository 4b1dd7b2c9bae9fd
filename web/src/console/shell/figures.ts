import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { ref, watch } from 'vue';
import { may } from '../../session/session.js';
import { call, connectionLost, signInWanted } from './call.js';

interface Figures {
  drafts?: number;
  submitted?: number;
  returned?: number;
  running?: number;
  failed?: number;
}

const figures = ref<Figures>({});
let users = 0;

async function refresh(): Promise<void> {
  if (signInWanted.value) return;
  const [items, jobs] = await Promise.all([
    may('item.read') ? call('GET /items', { query: { limit: 1 } }).catch(() => undefined) : undefined,
    // What was put away alarms nobody any more.
    may('job.read')
      ? call('GET /jobs', { query: { limit: 1, ...(may('job.control') ? { mine: 'true' } : {}) } }).catch(
          () => undefined,
        )
      : undefined,
  ]);
  figures.value = {
    ...(items
      ? { drafts: items.counts['draft'], submitted: items.counts['submitted'], returned: items.counts['returned'] }
      : {}),
    ...(jobs
      ? { running: (jobs.counts['running'] ?? 0) + (jobs.counts['queued'] ?? 0), failed: jobs.counts['failed'] }
      : {}),
  };
}

/** The small numbers of the rail: asked for again every half minute while somebody looks. */
export function useFigures() {
  const visibility = useDocumentVisibility();
  if (users++ === 0) {
    void refresh();
    useIntervalFn(() => {
      if (visibility.value === 'visible' && !connectionLost.value) void refresh();
    }, 30_000);
    watch(visibility, (now) => {
      if (now === 'visible') void refresh();
    });
  }
  return { figures, refresh };
}
