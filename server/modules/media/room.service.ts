import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { log } from '../../platform/log/log.js';
import { Storage } from '../../platform/storage/storage.js';
import { Workshop } from '../../platform/storage/workshop.js';

const leaseSeconds = 120;
const beatMs = 30_000;
const mebibyte = 1024 * 1024;

export interface Wanted {
  libraryId: number;
  accountId: number | null;
  bytes: number;
}

/** Who may still bring how much: the quota of a library, what one account has under way, and the disk itself. */
@Injectable()
export class RoomService {
  private readonly mostUnfinished: number;
  private readonly reserve: number;

  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly workshop: Workshop,
    config: Config,
  ) {
    this.mostUnfinished = config.env.UPLOADS_UNFINISHED_MAX_MB * mebibyte;
    this.reserve = config.env.DISK_RESERVE_MB * mebibyte;
  }

  /** Before a byte is written: of many that ask at once, as many are let in as there is room for. */
  async hold(wanted: Wanted, also: () => Promise<void>): Promise<void> {
    await this.assertDisk(wanted.bytes);
    await this.db.transaction(async () => {
      await this.lock(wanted.libraryId);
      const left = await this.left(wanted.libraryId);
      if (wanted.bytes > left) throw new Problem('library.over-quota', { left: Math.max(0, left) });
      await this.assertUnfinished(wanted);
      await also();
    });
  }

  /** Holds room while a form is read. Without a length it asks for nothing, and is measured as it comes. */
  async whileArriving<T>(wanted: Wanted, work: (id: string, left: number) => Promise<T>): Promise<T> {
    const id = randomUUID();
    await this.hold(wanted, async () => {
      await this.db.query(
        `INSERT INTO arriving (id, library_id, account_id, bytes, until) VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
        [id, wanted.libraryId, wanted.accountId, wanted.bytes, leaseSeconds],
      );
    });
    const heart = setInterval(() => {
      void this.db
        .query(`UPDATE arriving SET until = now() + make_interval(secs => $2) WHERE id = $1`, [id, leaseSeconds])
        .catch((error: unknown) => log.warn({ err: error }, 'room of a form'));
    }, beatMs);
    try {
      return await work(id, await this.left(wanted.libraryId, [id]));
    } finally {
      clearInterval(heart);
      await this.db.query(`DELETE FROM arriving WHERE id = $1 OR until < now()`, [id]);
    }
  }

  /** One after the other decides what still fits, until the transaction ends; where everything fits nobody waits. */
  async lock(libraryId: number): Promise<void> {
    this.db.requireTransaction('holding the room of a library');
    if ((await this.quotaOf(libraryId)) === null) return;
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended('room', $1))`, [libraryId]);
  }

  /** What is kept and what is announced is taken; `mine` are the reservations of whoever asks. */
  async left(libraryId: number, mine: string[] = []): Promise<number> {
    const quota = await this.quotaOf(libraryId);
    if (quota === null) return Infinity;
    const taken = await this.db.one<{ bytes: number }>(
      `SELECT ((SELECT coalesce(sum(bytes), 0) FROM file_tally WHERE library_id = $1)
         + (SELECT coalesce(sum(size), 0) FROM upload WHERE library_id = $1 AND state = 'receiving' AND token <> ALL ($2))
         + (SELECT coalesce(sum(bytes), 0) FROM arriving WHERE library_id = $1 AND until > now() AND id <> ALL ($2)))::bigint AS bytes`,
      [libraryId, mine],
    );
    return quota - (taken?.bytes ?? 0);
  }

  private async quotaOf(libraryId: number): Promise<number | null> {
    const row = await this.db.one<{ quota: number | null }>(`SELECT quota_bytes AS quota FROM library WHERE id = $1`, [
      libraryId,
    ]);
    return row?.quota ?? null;
  }

  /** Writing stops before the disk is full, so that what is there can go on being read. */
  async assertDisk(bytes: number): Promise<void> {
    await this.storage.assertRoom(bytes + this.reserve);
    await this.workshop.assertRoom(bytes + this.reserve);
  }

  private async assertUnfinished({ accountId, bytes }: Wanted): Promise<void> {
    if (accountId === null) return;
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended('unfinished', $1))`, [accountId]);
    const open = await this.db.one<{ bytes: number }>(
      `SELECT ((SELECT coalesce(sum(size), 0) FROM upload WHERE account_id = $1 AND state = 'receiving')
         + (SELECT coalesce(sum(bytes), 0) FROM arriving WHERE account_id = $1 AND until > now()))::bigint AS bytes`,
      [accountId],
    );
    if ((open?.bytes ?? 0) + bytes > this.mostUnfinished) {
      throw new Problem('upload.too-many', { maxBytes: this.mostUnfinished });
    }
  }
}
