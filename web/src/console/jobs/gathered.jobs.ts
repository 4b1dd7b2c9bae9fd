import type { Job } from './job.words.js';

export interface GatheredJobs {
  first: Job;
  rest: Job[];
}

/** Files of one record that went through one after the other are one line: a book of 300 pages is no 300 lines. */
export function gathered(jobs: readonly Job[]): GatheredJobs[] {
  const lines: GatheredJobs[] = [];
  for (const job of jobs) {
    const last = lines.at(-1);
    const alike =
      last !== undefined &&
      [job, last.first].every((one) => one.state === 'done' && one.file !== null) &&
      job.kind === last.first.kind &&
      job.subject?.pid === last.first.subject?.pid;
    if (alike) last.rest.push(job);
    else lines.push({ first: job, rest: [] });
  }
  return lines;
}
