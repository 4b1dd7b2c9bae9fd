import type { Json } from '../../contract/values.js';
import type { Database } from '../../platform/database/database.js';

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

  constructor(
    private readonly db: Database,
    readonly id: number,
    readonly attempt: number,
    readonly libraryId: number | null,
    readonly createdBy: number | null,
    /** Where an earlier attempt got to, as it last said. */
    readonly checkpoint: Json | null,
  ) {}

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
    await this.db.query(
      `UPDATE job SET done_count = $3, total_count = coalesce($4, total_count), heartbeat_at = now() WHERE id = $1 AND attempt = $2`,
      [this.id, this.attempt, done, total ?? null],
    );
  }

  /**
   * Where to go on after a crash. Called inside the chunk's own transaction it commits with the chunk. Whoever asked the
   * job to stop meanwhile need not wait for the next beat of its heart.
   */
  async save(checkpoint: Json, done?: number, total?: number): Promise<void> {
    const rows = await this.db.query<{ state: string }>(
      `UPDATE job SET checkpoint = $3, done_count = coalesce($4, done_count), total_count = coalesce($5, total_count), heartbeat_at = now()
       WHERE id = $1 AND attempt = $2 AND state IN ('running', 'stopping') RETURNING state`,
      [this.id, this.attempt, JSON.stringify(checkpoint), done ?? null, total ?? null],
    );
    if (rows.length === 0) throw new JobInterrupted('another worker has taken this job over');
    if (rows[0]!.state === 'stopping') await this.db.afterCommit(() => this.abort(new JobStopped('asked to stop')));
  }

  async log(level: 'info' | 'warn' | 'error', code: string, detail: Record<string, Json> = {}): Promise<void> {
    await this.db.query(`INSERT INTO job_log (job_id, level, code, detail) VALUES ($1, $2, $3, $4)`, [
      this.id,
      level,
      code,
      JSON.stringify(detail),
    ]);
  }
}
