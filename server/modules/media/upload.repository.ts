import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { UploadOutcome } from '../../contract/api/media.routes.js';
import { Database } from '../../platform/database/database.js';

export interface UploadRow {
  token: string;
  library_id: number;
  library_pid: string;
  item_id: number;
  item_pid: string;
  collection_id: number;
  account_id: number;
  name: string;
  size: number;
  with_page: boolean;
  state: 'receiving' | 'done' | 'refused';
  file_id: number | null;
  outcome: UploadOutcome | null;
}

export function newUploadToken(): string {
  return randomBytes(16).toString('hex');
}

const select = `
  SELECT upload.*, library.pid AS library_pid, item.pid AS item_pid, item.collection_id
  FROM upload JOIN library ON library.id = upload.library_id JOIN item ON item.id = upload.item_id`;

@Injectable()
export class UploadRepository {
  constructor(private readonly db: Database) {}

  find(token: string): Promise<UploadRow | undefined> {
    return this.db.one<UploadRow>(`${select} WHERE upload.token = $1`, [token]);
  }

  async create(row: {
    token: string;
    libraryId: number;
    itemId: number;
    accountId: number;
    name: string;
    size: number;
    withPage: boolean;
  }): Promise<void> {
    await this.db.query(
      `INSERT INTO upload (token, library_id, item_id, account_id, name, size, with_page) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [row.token, row.libraryId, row.itemId, row.accountId, row.name, row.size, row.withPage],
    );
  }

  /** Held until the transaction ends: of two that finish the same upload, one finds that the other did. */
  async lock(token: string): Promise<UploadRow | undefined> {
    this.db.requireTransaction('locking an upload');
    await this.db.query(`SELECT 1 FROM upload WHERE token = $1 FOR UPDATE`, [token]);
    return this.find(token);
  }

  async close(token: string, outcome: UploadOutcome): Promise<void> {
    await this.db.query(
      `UPDATE upload SET state = $2, outcome = $3, touched_at = now(),
         file_id = (SELECT id FROM file WHERE pid = $4) WHERE token = $1`,
      [token, outcome.outcome === 'stored' ? 'done' : 'refused', JSON.stringify(outcome), outcome.file?.pid ?? null],
    );
  }

  async remove(token: string): Promise<void> {
    await this.db.query(`DELETE FROM upload WHERE token = $1`, [token]);
  }

  abandoned(hours: number): Promise<UploadRow[]> {
    return this.db.query<UploadRow>(
      `${select} WHERE upload.state = 'receiving' AND upload.touched_at < now() - make_interval(hours => $1) LIMIT 500`,
      [hours],
    );
  }

  async forgetClosed(days: number): Promise<void> {
    await this.db.query(
      `DELETE FROM upload WHERE state <> 'receiving' AND touched_at < now() - make_interval(days => $1)`,
      [days],
    );
  }

  /** One finishes it, on whichever server: the others wait for what comes of it. */
  async takeFinish(token: string, owner: string, seconds: number): Promise<boolean> {
    const rows = await this.db.query(
      `UPDATE upload SET finish_owner = $2, finish_until = now() + make_interval(secs => $3)
       WHERE token = $1 AND state = 'receiving'
         AND (finish_owner IS NULL OR finish_owner = $2 OR finish_until < now()) RETURNING token`,
      [token, owner, seconds],
    );
    return rows.length > 0;
  }

  async dropFinish(token: string, owner: string): Promise<void> {
    await this.db.query(
      `UPDATE upload SET finish_owner = NULL, finish_until = NULL WHERE token = $1 AND finish_owner = $2`,
      [token, owner],
    );
  }

  /** Takes the lease when it is free or its holder has gone silent. */
  async takeLease(token: string, owner: string, seconds: number): Promise<boolean> {
    const rows = await this.db.query(
      `UPDATE upload SET lock_owner = $2, lock_until = now() + make_interval(secs => $3), lock_wanted = false, touched_at = now()
       WHERE token = $1 AND (lock_owner IS NULL OR lock_until < now()) RETURNING token`,
      [token, owner, seconds],
    );
    return rows.length > 0;
  }

  async wantLease(token: string): Promise<void> {
    await this.db.query(`UPDATE upload SET lock_wanted = true WHERE token = $1 AND NOT lock_wanted`, [token]);
  }

  /** Keeps the lease; says whether somebody else waits for it, or that it was lost. */
  async keepLease(token: string, owner: string, seconds: number): Promise<'held' | 'wanted' | 'lost'> {
    const row = await this.db.one<{ lock_wanted: boolean }>(
      `UPDATE upload SET lock_until = now() + make_interval(secs => $3), touched_at = now()
       WHERE token = $1 AND lock_owner = $2 RETURNING lock_wanted`,
      [token, owner, seconds],
    );
    return row === undefined ? 'lost' : row.lock_wanted ? 'wanted' : 'held';
  }

  async dropLease(token: string, owner: string): Promise<void> {
    await this.db.query(
      `UPDATE upload SET lock_owner = NULL, lock_until = NULL, lock_wanted = false WHERE token = $1 AND lock_owner = $2`,
      [token, owner],
    );
  }
}
