import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { behindSql, ChangeService } from '../change/change.service.js';

/** The name of its cursor in the log of changes. */
const consumer = 'counts';

/** Whether they are behind the log; an expression of SQL. */
export const countsBehind = `(${behindSql(consumer)} OR NOT EXISTS (SELECT 1 FROM change_cursor WHERE consumer = '${consumer}'))`;

const chunk = 5000;
const columns = 'library_id, collection_id, labels';

export interface Difference {
  collectionId: number;
  labels: string[];
  kept: { items: number; pages: number; seconds: number } | null;
  counted: { items: number; pages: number; seconds: number } | null;
}

/**
 * How much there is for readers, kept and not counted on each visit: by collection and set of labels, so that it holds
 * for every reader. With each item stands what it was counted with; following a change takes that away and adds what holds
 * now, which may be repeated without harm.
 */
@Injectable()
export class KeptCounts {
  constructor(
    private readonly db: Database,
    private readonly changes: ChangeService,
  ) {}

  /** Brings the counts after the log; false where another process is at it. */
  follow(): Promise<boolean> {
    return this.changes.consume(consumer, async (changes) => {
      if (changes === 'everything') return this.countAll();
      const items = [...new Set(changes.flatMap(({ itemId }) => itemId ?? []))];
      for (let at = 0; at < items.length; at += chunk) await this.countAgain(items.slice(at, at + chunk));
    });
  }

  /** Everything anew, whatever was kept. */
  async rebuild(): Promise<void> {
    await this.db.transaction(async () => {
      await this.hold();
      await this.changes.consume(consumer, () => this.countAll());
    });
  }

  /** Where what is kept is not what there is, at one moment for both. Nothing, unless something is broken. */
  async check(): Promise<Difference[]> {
    return this.db.transaction(async () => {
      await this.db.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await this.hold();
      await this.follow();
      return this.db.query<Difference>(
        `SELECT coalesce(kept.collection_id, counted.collection_id) AS "collectionId", coalesce(kept.labels, counted.labels) AS labels,
                CASE WHEN kept.items IS NOT NULL THEN jsonb_build_object('items', kept.items, 'pages', kept.pages, 'seconds', kept.seconds) END AS kept,
                CASE WHEN counted.items IS NOT NULL THEN jsonb_build_object('items', counted.items, 'pages', counted.pages, 'seconds', counted.seconds) END AS counted
           FROM kept_count kept FULL JOIN (
             SELECT ${columns}, count(*) AS items, sum(pages) AS pages, sum(seconds) AS seconds FROM item_counting GROUP BY ${columns}) AS counted
             ON counted.collection_id = kept.collection_id AND counted.labels = kept.labels
          WHERE (kept.library_id, kept.items, kept.pages, kept.seconds) IS DISTINCT FROM (counted.library_id, counted.items, counted.pages, counted.seconds)
          ORDER BY 1, 2`,
      );
    });
  }

  /** Nobody else follows until this transaction ends. Waits without looking: what is seen is seen after the wait. */
  private async hold(): Promise<void> {
    await this.db.query('LOCK TABLE change_cursor IN SHARE ROW EXCLUSIVE MODE');
  }

  private async countAgain(items: number[]): Promise<void> {
    await this.db.query(
      `WITH gone AS (DELETE FROM item_counted WHERE item_id = ANY ($1) RETURNING ${columns}, pages, seconds)
       INSERT INTO kept_count AS kept (${columns}, items, pages, seconds)
       SELECT ${columns}, -count(*), -sum(pages), -sum(seconds) FROM gone GROUP BY ${columns} ${added}`,
      [items],
    );
    await this.db.query(
      `WITH come AS (
         INSERT INTO item_counted (item_id, ${columns}, pages, seconds)
         SELECT item_id, ${columns}, pages, seconds FROM item_counting WHERE item_id = ANY ($1) RETURNING ${columns}, pages, seconds)
       INSERT INTO kept_count AS kept (${columns}, items, pages, seconds)
       SELECT ${columns}, count(*), sum(pages), sum(seconds) FROM come GROUP BY ${columns} ${added}`,
      [items],
    );
    await this.db.query('DELETE FROM kept_count WHERE items = 0');
  }

  private async countAll(): Promise<void> {
    await this.db.query('DELETE FROM item_counted');
    await this.db.query('DELETE FROM kept_count');
    await this.db.query(
      `INSERT INTO item_counted (item_id, ${columns}, pages, seconds)
       SELECT item_id, ${columns}, pages, seconds FROM item_counting`,
    );
    await this.db.query(
      `INSERT INTO kept_count (${columns}, items, pages, seconds)
       SELECT ${columns}, count(*), sum(pages), sum(seconds) FROM item_counted GROUP BY ${columns}`,
    );
  }
}

const added = `ON CONFLICT (collection_id, labels) DO UPDATE
  SET items = kept.items + excluded.items, pages = kept.pages + excluded.pages, seconds = kept.seconds + excluded.seconds`;
