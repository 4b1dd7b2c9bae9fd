import type { Json } from '../../contract/values.js';
import { bigint, id, json, plainEntity, text, time } from '../../platform/database/entities.js';

export interface JobLogEntity {
  id: number;
  jobId: number;
  at: Date;
  level: 'info' | 'warn' | 'error';
  code: string;
  detail: Record<string, Json>;
}

export const JobLogEntity = plainEntity<JobLogEntity>('job_log', {
  id,
  jobId: bigint,
  at: time,
  level: text,
  code: text,
  detail: json,
});
