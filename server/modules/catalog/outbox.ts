import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { type ChangeKind, ChangeService } from '../change/change.service.js';

/** The channel on which workers hear that search documents are out of date. */
export const outboxChannel = 'linlang_outbox';

/**
 * Whatever dirties an item's search document says so here, in the transaction of the write. One row an item,
 * however often it is touched; the version lets a late indexer see that it is late. What it was that happened is said to
 * the log of changes, which keeps each.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly db: Database,
    private readonly changes: ChangeService,
  ) {}

  async touch(itemIds: number[], kind: ChangeKind): Promise<void> {
    this.db.requireTransaction('marking search documents');
    if (itemIds.length === 0) return;
    const sql = `WITH bumped AS (UPDATE item SET doc_version = doc_version + 1 WHERE id = ANY ($1) RETURNING id, doc_version)
       INSERT INTO search_outbox (item_id, doc_version) SELECT id, doc_version FROM bumped
       ON CONFLICT (item_id) DO UPDATE SET doc_version = excluded.doc_version, at = now(), mass = false`;
    await this.db.asSystem('documents of other libraries that link here say the same words', async () => {
      await this.db.query(sql, [itemIds]);
      await this.changes.items(kind, itemIds);
    });
    await this.db.query(`SELECT pg_notify($1, '')`, [outboxChannel]);
  }

  /**
   * Of a whole collection, whose change is said once: they wait behind what a person has just saved, and a mark that is there already
   * keeps its place.
   */
  async touchMany(itemIds: number[]): Promise<void> {
    this.db.requireTransaction('marking search documents');
    if (itemIds.length === 0) return;
    await this.db.query(
      `WITH bumped AS (UPDATE item SET doc_version = doc_version + 1 WHERE id = ANY ($1) RETURNING id, doc_version)
       INSERT INTO search_outbox (item_id, doc_version, mass) SELECT id, doc_version, true FROM bumped
       ON CONFLICT (item_id) DO UPDATE SET doc_version = excluded.doc_version`,
      [itemIds],
    );
    await this.db.query(`SELECT pg_notify($1, '')`, [outboxChannel]);
  }
}
