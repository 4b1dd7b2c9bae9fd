import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { scopeWith } from '../../contract/permissions.js';
import { Database } from '../../platform/database/database.js';

type Shelves = Answer<'GET /shelves'>;

/** How far down the newest ones a picture is looked for: a collection without pictures is not read to its end. */
const lookedAt = 20;

/** What stands in the collections that one works in: numbers that are kept, and a picture of something lately published. */
@Injectable()
export class ShelfService {
  constructor(private readonly db: Database) {}

  async of(caller: Caller, library: string | undefined): Promise<Shelves> {
    const held = scopeWith(caller.grants, 'item.read');
    const rows = await this.db.query<Shelves['rows'][number]>(
      `SELECT c.pid AS collection, coalesce(counted.counts, '{}') AS counts, pictured.cover
         FROM collection c JOIN library l ON l.id = c.library_id
         LEFT JOIN LATERAL (
           SELECT jsonb_object_agg(state, items) AS counts FROM (
             SELECT state, sum(items)::int AS items FROM item_tally
              WHERE collection_id = c.id AND state <> 'removed' GROUP BY state HAVING sum(items) > 0) by_state
         ) counted ON true
         LEFT JOIN LATERAL (
           SELECT page.pid AS cover FROM (
             SELECT published_cover_id, updated_at FROM item WHERE collection_id = c.id AND state = 'published'
              ORDER BY updated_at DESC, id DESC LIMIT ${lookedAt}) newest
             JOIN page ON page.id = newest.published_cover_id ORDER BY newest.updated_at DESC LIMIT 1
         ) pictured ON true
        WHERE c.state <> 'removed' AND ($1::text IS NULL OR l.pid = $1)
          AND ($2::bigint[] IS NULL OR c.library_id = ANY ($2) OR c.id = ANY ($3))
        ORDER BY c.library_id, c.ord, c.id`,
      [library ?? null, held === 'all' ? null : held.libraries, held === 'all' ? null : held.collections],
    );
    return { rows };
  }
}
