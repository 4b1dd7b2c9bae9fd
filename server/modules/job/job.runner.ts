import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { run, type Runner } from 'graphile-worker';
import type pg from 'pg';
import { type JobKind, jobs, type Lane, lanes } from '../../contract/jobs.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { Config } from '../../platform/config.js';
import { queuePool } from '../../platform/database/connections.js';
import { Database } from '../../platform/database/database.js';
import { isLostConnection, isShut } from '../../platform/database/lost.connection.js';
import { log } from '../../platform/log/log.js';
import { JOB_HANDLER } from './job.handler.js';
import { JobPurge } from './job.purge.js';
import { JobRepository } from './job.repository.js';
import { JobInterrupted, JobRun, JobStopped } from './job.run.js';
import { JobService } from './job.service.js';

type Handle = (payload: unknown, run: JobRun) => Promise<unknown>;

interface Claimed {
  id: number;
  kind: JobKind;
  payload: unknown;
  attempt: number;
  max_attempts: number;
  library_id: number | null;
  created_by: number | null;
  checkpoint: Json | null;
  /** Seconds since it was first begun. */
  age: number;
}

const heartbeatMs = 3_000;
/** A worker that has been silent this long is taken for dead. */
const silence = '15 seconds';
const sweepMs = 5_000;
const purgeMs = 3_600_000;
const firstDelaySeconds = 5;
const longestDelaySeconds = 600;
/** Until then what is away may come back, and costs no attempt. */
const patienceSeconds = 86_400;

function jobProblem(error: unknown): { code: string; params: Json } {
  if (error instanceof Problem) return { code: error.code, params: error.params as Json };
  if (isLostConnection(error)) return { code: 'server.unavailable', params: {} };
  return { code: 'server.failed', params: { message: error instanceof Error ? error.message : String(error) } };
}

@Injectable()
export class JobRunner implements OnModuleInit, OnApplicationShutdown {
  private readonly handlers = new Map<JobKind, Handle>();
  private readonly running = new Map<number, JobRun>();
  private runners: Runner[] = [];
  private sweeper?: NodeJS.Timeout;
  private purger?: NodeJS.Timeout;
  private pool?: pg.Pool;
  private closing = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly config: Config,
    private readonly db: Database,
    private readonly jobs: JobRepository,
    private readonly queue: JobService,
    private readonly purge: JobPurge,
  ) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const instance = wrapper.instance as Record<string, unknown> | null | undefined;
      if (!instance || typeof instance !== 'object') continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
      if (!prototype) continue;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
        if (typeof descriptor?.value !== 'function') continue;
        const kind = Reflect.getMetadata(JOB_HANDLER, descriptor.value as object) as JobKind | undefined;
        if (!kind) continue;
        if (this.handlers.has(kind)) throw new Error(`two handlers for the job ${kind}`);
        this.handlers.set(kind, (descriptor.value as Handle).bind(instance));
      }
    }
    const missing = (Object.keys(jobs) as JobKind[]).filter((kind) => !this.handlers.has(kind));
    if (missing.length > 0) throw new Error(`jobs that nothing handles: ${missing.join(', ')}`);
  }

  async start(): Promise<void> {
    const slow = this.config.env.WORKER_CONCURRENCY;
    const workers: Record<Lane, number> = { fast: 2, bulk: 2, slow };
    this.pool = queuePool(this.config.env, slow + 11, (error) => log.warn({ err: error }, 'queue connection lost'));
    const quiet = {
      error: log.error.bind(log),
      warning: log.warn.bind(log),
      info: log.debug.bind(log),
      debug: log.trace.bind(log),
    };
    const { Logger } = await import('graphile-worker');
    const logger = new Logger(() => (level, message) => (quiet[level as keyof typeof quiet] ?? quiet.debug)(message));
    for (const lane of lanes) {
      this.runners.push(
        await run({
          pgPool: this.pool,
          concurrency: workers[lane],
          pollInterval: 1000,
          noHandleSignals: true,
          logger,
          taskList: { [`job-${lane}`]: (payload) => this.execute((payload as { id: number }).id) },
        }),
      );
    }
    await this.sweep();
    this.sweeper = setInterval(
      () => void this.sweep().catch((error: unknown) => log.warn({ err: error }, 'sweep')),
      sweepMs,
    );
    const purge = () => void this.purge.run().catch((error: unknown) => log.warn({ err: error }, 'purge of old jobs'));
    purge();
    this.purger = setInterval(purge, purgeMs);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearInterval(this.sweeper);
    clearInterval(this.purger);
    for (const one of this.running.values()) one.abort(new JobInterrupted('the worker ends'));
    await Promise.all(this.runners.map((runner) => runner.stop().catch(() => undefined)));
    await this.pool?.end();
  }

  private async execute(id: number): Promise<void> {
    if (this.closing) return;
    const job = await this.db.one<Claimed>(
      `UPDATE job SET state = 'running', attempt = attempt + 1, started_at = coalesce(started_at, now()), heartbeat_at = now()
       WHERE id = $1 AND state = 'queued' AND run_at <= now()
       RETURNING id, kind, payload, attempt, max_attempts, library_id, created_by, checkpoint,
                 extract(epoch FROM now() - started_at)::float8 AS age`,
      [id],
    );
    if (!job) return;
    const run = new JobRun(this.db, job.id, job.attempt, job.library_id, job.created_by, job.checkpoint);
    this.running.set(id, run);
    const heart = setInterval(() => void this.beat(run).catch(() => undefined), heartbeatMs);
    try {
      const payload = jobs[job.kind].payload.parse(job.payload);
      const result = await this.handlers.get(job.kind)!(payload, run);
      await this.jobs.finish(job, 'done', { result: (result ?? null) as Json });
    } catch (error) {
      await this.failed(job, run.signal.aborted ? run.signal.reason : error);
    } finally {
      clearInterval(heart);
      this.running.delete(id);
    }
  }

  private async beat(run: JobRun): Promise<void> {
    const state = await this.jobs.beat(run);
    if (state === undefined) run.abort(new JobInterrupted('another worker has taken this job over'));
    else if (state === 'stopping') run.abort(new JobStopped('asked to stop'));
  }

  private async failed(job: Claimed, error: unknown): Promise<void> {
    if (error instanceof JobStopped) return this.jobs.finish(job, 'stopped', {});
    if (error instanceof JobInterrupted) return this.requeue(job, 0, null, job.attempt - 1);
    const problem = jobProblem(error);
    await this.jobs.addLine(job.id, 'error', 'job.failed', { attempt: job.attempt, problem });
    // What is wrong with the material itself does not mend by trying again.
    const hopeless = error instanceof Problem && error.status < 500;
    if (!hopeless) log.warn({ err: error, job: job.id, kind: job.kind }, 'job failed');
    const isAway = isShut(error) || (error instanceof Problem && error.status === 503);
    if (isAway && job.age < patienceSeconds) {
      const pause = Math.min(Math.max(firstDelaySeconds, job.age / 4), longestDelaySeconds);
      return this.requeue(job, pause, problem, job.attempt - 1);
    }
    if (hopeless || job.attempt >= job.max_attempts) return this.jobs.finish(job, 'failed', { problem });
    const delay = Math.min(firstDelaySeconds * 2 ** (job.attempt - 1), longestDelaySeconds);
    await this.requeue(job, delay, problem, job.attempt);
  }

  private async requeue(job: Claimed, delaySeconds: number, problem: Json | null, attempt: number): Promise<void> {
    await this.db.transaction(async () => {
      const row = await this.db.one<{ run_at: Date }>(
        `UPDATE job SET state = CASE state WHEN 'stopping' THEN 'stopped' ELSE 'queued' END, attempt = $3, problem = $4,
           run_at = now() + make_interval(secs => $5), finished_at = CASE state WHEN 'stopping' THEN now() END,
           key = CASE WHEN EXISTS (SELECT 1 FROM job other WHERE other.kind = job.kind AND other.key = job.key AND other.state = 'queued') THEN NULL ELSE key END
         WHERE id = $1 AND attempt = $2 AND state IN ('running', 'stopping') RETURNING run_at`,
        [job.id, job.attempt, attempt, problem ? JSON.stringify(problem) : null, delaySeconds],
      );
      if (row) await this.queue.wake(job.id, jobs[job.kind].lane, row.run_at);
    });
  }

  /** Takes back the jobs of workers that died, and wakes what lost its wake-up. */
  private async sweep(): Promise<void> {
    await this.db.transaction(async () => {
      const orphans = await this.db.query<{ id: number; kind: JobKind; state: string }>(
        `UPDATE job SET
           state = CASE WHEN state = 'stopping' THEN 'stopped' WHEN attempt >= max_attempts + 3 THEN 'failed' ELSE 'queued' END,
           problem = CASE WHEN attempt >= max_attempts + 3 THEN '{"code":"server.failed","params":{"message":"the worker died each time"}}'::jsonb ELSE problem END,
           finished_at = CASE WHEN state = 'stopping' OR attempt >= max_attempts + 3 THEN now() END,
           key = CASE WHEN EXISTS (SELECT 1 FROM job other WHERE other.kind = job.kind AND other.key = job.key AND other.state = 'queued') THEN NULL ELSE key END,
           run_at = now()
         WHERE id IN (SELECT id FROM job WHERE state IN ('running', 'stopping') AND heartbeat_at < now() - $1::interval FOR UPDATE SKIP LOCKED)
         RETURNING id, kind, state`,
        [silence],
      );
      for (const job of orphans) {
        await this.jobs.addLine(job.id, 'warn', 'job.taken-back');
        if (job.state === 'queued') await this.queue.wake(job.id, jobs[job.kind].lane);
      }
      // A wake-up that a worker took with it into death stays in the queue, locked or spent, and wakes nobody.
      const forgotten = await this.db.query<{ id: number; kind: JobKind }>(
        `SELECT id, kind FROM job WHERE state = 'queued' AND run_at < now() - $1::interval
           AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs waiting
             WHERE waiting.key = 'job-' || job.id AND waiting.locked_at IS NULL AND waiting.attempts < waiting.max_attempts)
         LIMIT 100`,
        [silence],
      );
      for (const job of forgotten) await this.queue.wake(job.id, jobs[job.kind].lane);
      await this.db.query(
        `SELECT graphile_worker.complete_jobs(ARRAY(SELECT id FROM graphile_worker.jobs
           WHERE attempts >= max_attempts AND (locked_at IS NULL OR locked_at < now() - interval '5 hours') LIMIT 1000))`,
      );
    });
  }
}
