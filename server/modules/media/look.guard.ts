import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../../contract/problems.js';
import { ApartDied, ApartFailed } from '../../platform/apart/apart.errors.js';
import { Database } from '../../platform/database/database.js';
import { log } from '../../platform/log/log.js';

const leaseSeconds = 15;
const beatMs = 4000;
const pollMs = 250;
const patienceMs = 60_000;
/** So long bytes that brought down who looked at them are refused unseen. Once a day a newer reader may try. */
const remembered = '1 day';
/** A server that was ended while it looked may have been ended by somebody else: once. */
const mostInterrupted = 2;

interface Marks {
  deaths: number;
  interrupted: number;
  died: string | null;
}

/**
 * Remembers by their hash, before they are looked at, which bytes are: those that brought a child down are refused the next time
 * without looking, in whatever way they come, and so are those of which nobody heard again.
 */
@Injectable()
export class LookGuard {
  constructor(private readonly db: Database) {}

  async once<T>(sha256: string, look: () => Promise<T>): Promise<T> {
    const owner = randomUUID();
    const marks = await this.begin(sha256, owner);
    if (marks.deaths > 0 || marks.interrupted >= mostInterrupted) {
      await this.letGo(sha256, owner);
      throw new Problem('file.unsafe', { reason: 'died', died: marks.died ?? 'crash' });
    }
    const heart = setInterval(() => {
      void this.beat(sha256, owner).catch((error: unknown) => log.warn({ err: error }, 'content lease'));
    }, beatMs);
    try {
      const seen = await look();
      await this.forget(sha256, owner);
      return seen;
    } catch (error) {
      if (error instanceof ApartDied) {
        await this.mark(sha256, owner, error.died);
        throw new Problem('file.unsafe', { reason: 'died', died: error.died }, [], { cause: error });
      }
      await this.forget(sha256, owner);
      if (error instanceof ApartFailed) {
        // The reader did not expect such a file: that is the file's fault for whoever sent it, and ours to be told.
        log.error({ err: error }, 'a file could not be looked at');
        throw new Problem('file.broken', { reason: 'unexpected' }, [], { cause: error });
      }
      throw error;
    } finally {
      clearInterval(heart);
    }
  }

  /** The mark is there before anything is read, and waits for whoever reads the same now. */
  private async begin(sha256: string, owner: string): Promise<Marks> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const marks = await this.db.one<Marks>(
        `INSERT INTO content_look AS look (sha256, owner, until) VALUES ($1, $2, now() + make_interval(secs => $3))
         ON CONFLICT (sha256) DO UPDATE SET owner = $2, until = now() + make_interval(secs => $3),
           deaths = CASE WHEN look.marked_at < now() - $4::interval THEN 0 ELSE look.deaths END,
           interrupted = CASE WHEN look.marked_at < now() - $4::interval THEN 0 ELSE look.interrupted END
             + CASE WHEN look.owner IS NULL THEN 0 ELSE 1 END,
           marked_at = CASE WHEN look.owner IS NULL AND look.marked_at >= now() - $4::interval THEN look.marked_at ELSE now() END
         WHERE look.owner IS NULL OR look.until < now()
         RETURNING deaths, interrupted, died`,
        [sha256, owner, leaseSeconds, remembered],
      );
      if (marks) return marks;
      if (Date.now() > until) throw new Problem('server.unavailable', { retryAfter: 5 });
      await pause(pollMs);
    }
  }

  private async beat(sha256: string, owner: string): Promise<void> {
    await this.db.query(
      `UPDATE content_look SET until = now() + make_interval(secs => $3) WHERE sha256 = $1 AND owner = $2`,
      [sha256, owner, leaseSeconds],
    );
  }

  private async mark(sha256: string, owner: string, died: string): Promise<void> {
    await this.db.query(
      `UPDATE content_look SET owner = NULL, until = NULL, deaths = deaths + 1, died = $3, marked_at = now()
       WHERE sha256 = $1 AND owner = $2`,
      [sha256, owner, died],
    );
  }

  private async letGo(sha256: string, owner: string): Promise<void> {
    await this.db.query(`UPDATE content_look SET owner = NULL, until = NULL WHERE sha256 = $1 AND owner = $2`, [
      sha256,
      owner,
    ]);
  }

  private async forget(sha256: string, owner: string): Promise<void> {
    await this.db.query(`DELETE FROM content_look WHERE sha256 = $1 AND owner = $2`, [sha256, owner]);
  }

  async sweep(): Promise<void> {
    await this.db.query(`DELETE FROM content_look WHERE marked_at < now() - interval '2 days' AND owner IS NULL`);
  }
}
