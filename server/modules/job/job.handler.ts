import { SetMetadata } from '@nestjs/common';
import type { JobKind, JobPayload } from '../../contract/jobs.js';
import type { JobRun } from './job.run.js';

export const JOB_HANDLER = 'linlang:job';

/** Marks the one method that does a kind of job. It must be safe to run again from the last checkpoint. */
export function JobHandler<K extends JobKind>(kind: K) {
  return <M extends (payload: JobPayload<K>, run: JobRun) => Promise<unknown>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    SetMetadata(JOB_HANDLER, kind)(target, name, descriptor);
  };
}
