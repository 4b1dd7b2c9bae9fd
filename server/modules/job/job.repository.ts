import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { JobKind, JobState } from '../../contract/jobs.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { now } from '../../platform/database/entities.js';
import { JobEntity } from './job.entity.js';
import { JobLogEntity } from './job.log.entity.js';

/** One attempt at a job. A worker that was thought dead and comes back names an attempt that is over. */
export interface Attempt {
  id: number;
  attempt: number;
}

export interface JobLine {
  at: Date;
  level: 'info' | 'warn' | 'error';
  code: string;
  detail: Record<string, Json>;
}

const linesShown = 500;

/** Single jobs and their logs. What is done to many, or to whichever comes first, is SQL beside the queue. */
@Injectable()
export class JobRepository {
  constructor(private readonly database: Database) {}

  async find(pid: string): Promise<{ kind: JobKind; payload: unknown } | undefined> {
    const row = await this.jobs.findOne({ select: { kind: true, payload: true }, where: { pid } });
    return row ? { kind: row.kind as JobKind, payload: row.payload } : undefined;
  }

  /** How it stands; nothing where the attempt is over. */
  async beat({ id, attempt }: Attempt): Promise<JobState | undefined> {
    return this.under({ id, attempt }, {});
  }

  async progress({ id, attempt }: Attempt, doneCount: number, totalCount?: number): Promise<void> {
    await this.jobs.update({ id, attempt }, { doneCount, totalCount, heartbeatAt: now });
  }

  /** The same with where to go on from. */
  async save(of: Attempt, checkpoint: Json, doneCount?: number, totalCount?: number): Promise<JobState | undefined> {
    return this.under(of, { checkpoint, doneCount, totalCount });
  }

  async finish(
    { id, attempt }: Attempt,
    state: 'done' | 'stopped' | 'failed',
    { result = null, problem = null }: { result?: Json; problem?: Json },
  ): Promise<void> {
    await this.jobs.update(
      { id, attempt, state: In(['running', 'stopping']) },
      { state, result, problem, finishedAt: now },
    );
  }

  async addLine(
    jobId: number,
    level: JobLine['level'],
    code: string,
    detail: Record<string, Json> = {},
  ): Promise<void> {
    await this.lines.insert({ jobId, level, code, detail });
  }

  /** The newest ones, in the order in which they were written. */
  async linesOf(jobId: number): Promise<JobLine[]> {
    const newest = await this.lines.find({ where: { jobId }, order: { id: 'DESC' }, take: linesShown });
    return newest.reverse().map(({ at, level, code, detail }) => ({ at, level, code, detail }));
  }

  private get jobs() {
    return this.database.rows(JobEntity);
  }

  private get lines() {
    return this.database.rows(JobLogEntity);
  }

  private async under(
    { id, attempt }: Attempt,
    change: { checkpoint?: Json; doneCount?: number | undefined; totalCount?: number | undefined },
  ): Promise<JobState | undefined> {
    const { raw } = await this.jobs.update(
      { id, attempt, state: In(['running', 'stopping']) },
      { ...change, heartbeatAt: now },
      { returning: ['state'] },
    );
    return (raw as { state: JobState }[])[0]?.state;
  }
}
