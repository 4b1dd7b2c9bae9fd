import type { Json } from '../../contract/values.js';
import type { Database } from '../../platform/database/database.js';
import { JobRepository } from './job.repository.js';

/** Thrown at a safe point after somebody asked the job to stop. */
export class JobStopped extends Error {}

/** Thrown when this worker ends: the job goes back into the queue as if this attempt had not been. */
export class JobInterrupted extends Error {}

/**
 * What a handler holds while it works. Every write names the attempt, so that a worker which was thought dead
 * and comes back cannot speak for a job that another has taken over.
 */
export class JobRun {
  private readonly controller = new AbortController();
  private readonly jobs: JobRepository;

  constructor(
    private readonly db: Database,
    readonly id: number,
    readonly attempt: number,
    readonly libraryId: number | null,
    readonly createdBy: number | null,
    /** Where an earlier attempt got to, as it last said. */
    readonly checkpoint: Json | null,
  ) {
    this.jobs = new JobRepository(db);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  abort(reason: Error): void {
    if (!this.signal.aborted) this.controller.abort(reason);
  }

  /** Handlers call this between chunks: it throws when the job is to stop, with all done so far kept. */
  pause(): void {
    this.signal.throwIfAborted();
  }

  async progress(done: number, total?: number): Promise<void> {
    await this.jobs.progress(this, done, total);
  }

  /**
   * Where to go on after a crash. Called inside the chunk's own transaction it commits with the chunk. Whoever asked the
   * job to stop meanwhile need not wait for the next beat of its heart.
   */
  async save(checkpoint: Json, done?: number, total?: number): Promise<void> {
    const state = await this.jobs.save(this, checkpoint, done, total);
    if (state === undefined) throw new JobInterrupted('another worker has taken this job over');
    if (state === 'stopping') await this.db.afterCommit(() => this.abort(new JobStopped('asked to stop')));
  }

  async log(level: 'info' | 'warn' | 'error', code: string, detail: Record<string, Json> = {}): Promise<void> {
    await this.jobs.addLine(this.id, level, code, detail);
  }
}
