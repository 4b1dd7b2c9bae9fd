import type { JobState } from '../../contract/jobs.js';
import type { Json } from '../../contract/values.js';
import { bigint, id, integer, json, optional, plainEntity, text, time } from '../../platform/database/entities.js';

export interface JobEntity {
  id: number;
  pid: string;
  libraryId: number | null;
  collectionId: number | null;
  kind: string;
  key: string | null;
  payload: object;
  state: JobState;
  attempt: number;
  maxAttempts: number;
  doneCount: number;
  totalCount: number | null;
  checkpoint: Json;
  result: Json;
  problem: Json;
  subjectPid: string | null;
  createdBy: number | null;
  createdAt: Date;
  runAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  heartbeatAt: Date | null;
  putAwayAt: Date | null;
}

export const JobEntity = plainEntity<JobEntity>('job', {
  id,
  pid: text,
  libraryId: optional(bigint),
  collectionId: optional(bigint),
  kind: text,
  key: optional(text),
  payload: json,
  state: text,
  attempt: integer,
  maxAttempts: integer,
  doneCount: bigint,
  totalCount: optional(bigint),
  checkpoint: optional(json),
  result: optional(json),
  problem: optional(json),
  subjectPid: optional(text),
  createdBy: optional(bigint),
  createdAt: time,
  runAt: time,
  startedAt: optional(time),
  finishedAt: optional(time),
  heartbeatAt: optional(time),
  putAwayAt: optional(time),
});
