import type { z } from 'zod';
import type { JobView } from '../../contract/api/job.routes.js';
import type { JobState } from '../../contract/jobs.js';
import type { LocalizedText } from '../../contract/localized.js';

export interface JobRow {
  id: number;
  pid: string;
  kind: string;
  state: JobState;
  library_id: number | null;
  library_pid: string | null;
  library_name: LocalizedText | null;
  collection_pid: string | null;
  collection_name: LocalizedText | null;
  subject_pid: string | null;
  subject_title: string | null;
  payload: { step?: string };
  batch_pid: string | null;
  batch_kind: string | null;
  batch_parameters: { authority?: string; file?: string } | null;
  done_count: number;
  total_count: number | null;
  attempt: number;
  problem: { code: string; params: Record<string, never> } | null;
  file_name: string | null;
  put_away_at: Date | null;
  creator: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
  run_at: Date;
}

export const jobSelect = `
  SELECT job.*, library.pid AS library_pid, library.name AS library_name, collection.pid AS collection_pid,
    collection.name AS collection_name, item.title AS subject_title, account.name AS creator,
    file.name AS file_name,
    batch.pid AS batch_pid, batch.kind AS batch_kind, batch.parameters AS batch_parameters
  FROM job
  LEFT JOIN library ON library.id = job.library_id
  LEFT JOIN collection ON collection.id = job.collection_id
  LEFT JOIN item ON item.pid = job.subject_pid AND item.library_id = job.library_id
  LEFT JOIN account ON account.id = job.created_by
  LEFT JOIN file ON job.kind = 'media.derive' AND file.id = (job.payload->>'fileId')::bigint
  LEFT JOIN batch ON job.kind = 'batch.run' AND batch.id = (job.payload->>'batchId')::bigint`;

export function jobView(row: JobRow): z.output<typeof JobView> {
  return {
    pid: row.pid,
    kind: row.kind,
    state: row.state,
    library: row.library_pid ? { pid: row.library_pid, name: row.library_name! } : null,
    collection: row.collection_pid ? { pid: row.collection_pid, name: row.collection_name! } : null,
    subject: row.subject_pid ? { pid: row.subject_pid, title: row.subject_title ?? '' } : null,
    batch: row.batch_pid ? batchOf(row) : null,
    file: row.file_name,
    putAway: row.put_away_at !== null,
    done: row.done_count,
    total: row.total_count,
    attempt: row.attempt,
    problem: row.problem,
    createdBy: row.creator,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    nextTryAt: row.state === 'queued' && row.attempt > 0 ? row.run_at.toISOString() : null,
  };
}

function batchOf(row: JobRow): z.output<typeof JobView>['batch'] {
  const { authority = null, file = null } = row.batch_parameters ?? {};
  return { pid: row.batch_pid, kind: row.batch_kind, step: row.payload.step, authority, file } as z.output<
    typeof JobView
  >['batch'];
}
