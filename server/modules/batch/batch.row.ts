import type { z } from 'zod';
import type { BatchCounts, BatchView } from '../../contract/api/batch.routes.js';
import type { JobState } from '../../contract/jobs.js';
import type { Json } from '../../contract/values.js';
import type { BatchOrder } from './batch.verb.js';

/** Of rows that are long, fewer are held at once: as many as begin before so many bytes, and one at least. */
export const mostHeldBytes = 16 * 1024 * 1024;

type View = z.output<typeof BatchView>;

export type StoredState = 'planning' | 'planned' | 'refused' | 'applying' | 'applied' | 'undoing' | 'undone';

/** A batch as it is kept, with the job that it hangs on. */
export interface StoredBatch extends BatchOrder {
  id: number;
  collection: string | null;
  collectionName: Record<string, string> | null;
  state: StoredState;
  /** Why a file cannot be read, and where in it. */
  problem: SourceProblem | null;
  /** What the storage calls its file, until that has been read. */
  file: string | null;
  /** `new` counts those that are to be done and were not there. */
  counts: Partial<BatchCounts & { new: number }>;
  reasons: Record<string, number>;
  jobPid: string | null;
  jobState: JobState | null;
  jobDone: number | null;
  jobTotal: number | null;
  jobProblem: { code: string; params: Record<string, never> } | null;
  createdBy: string | null;
  createdAt: Date;
  actingId: number | null;
  actingBy: string | null;
  actedAt: Date | null;
  /** Set going without a job, and so lately that somebody waits for it. */
  awaited: boolean;
}

export interface SourceProblem {
  code: string;
  value: string;
  row: number;
}

const none: BatchCounts = { rows: 0, do: 0, same: 0, cannot: 0, done: 0, left: 0, undone: 0, kept: 0 };
const stepOf = { planning: 'plan', planned: 'plan', refused: 'plan', applying: 'apply', applied: 'apply', undoing: 'undo', undone: 'undo' } as const; // prettier-ignore

export const isUnderWay = ({ state }: StoredBatch): boolean =>
  state === 'planning' || state === 'applying' || state === 'undoing';

/** What was stopped or has failed; a job that was taken away since has been over for long, and so is what no server does any more. */
export function haltedOf(batch: StoredBatch): 'stopped' | 'failed' | undefined {
  if (!isUnderWay(batch) || batch.awaited) return undefined;
  if (batch.jobState === null) return 'stopped';
  return batch.jobState === 'stopped' || batch.jobState === 'failed' ? batch.jobState : undefined;
}

/** Of items: those of files are shown by whoever reads the file. */
export function batchView(batch: StoredBatch): View {
  const { jobPid, jobState } = batch;
  return {
    pid: batch.pid,
    kind: batch.kind as View['kind'],
    state: haltedOf(batch) ?? (batch.state as View['state']),
    step: stepOf[batch.state],
    collection: batch.collection!,
    selection: batch.selection,
    seen: batch.parameters.seen ?? null,
    note: batch.parameters.note ?? '',
    visibility: batch.parameters.visibility ?? null,
    counts: { ...none, ...batch.counts },
    reasons: batch.reasons,
    job:
      jobPid && jobState
        ? {
            ...{ pid: jobPid, state: jobState, done: batch.jobDone ?? 0, total: batch.jobTotal },
            problem: batch.jobProblem as { code: string; params: Record<string, Json> } | null,
          }
        : null,
    createdBy: batch.createdBy,
    createdAt: batch.createdAt.toISOString(),
    actingBy: batch.actingBy,
    actedAt: batch.actedAt?.toISOString() ?? null,
  };
}
