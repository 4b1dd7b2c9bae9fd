import { Injectable } from '@nestjs/common';
import type { ItemState, PageChanges } from '../../contract/api/catalog.routes.js';
import type { PageKind } from '../../contract/item.page.js';
import type { z } from 'zod';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import type { ItemRow } from './item.row.js';

type Changes = z.infer<typeof PageChanges>;

/** Whoever comes back later than this begins another visit. */
const pause = '30 minutes';
/** However busy it is, a visit is over after this. */
const longest = '4 hours';

/** What a revision keeps of a page. Labels are policy: they are noted as they were, and changing them changes no page. */
const kept = ['ord', 'label', 'kind', 'file_id', 'source', 'text_id'] as const;
const columns = [...kept, 'image_labels', 'text_labels'];
const of = (alias: string, names: readonly string[] = columns) => names.map((name) => `${alias}.${name}`).join(', ');

/** A page as it was in a revision: one step down the key, however often it was changed. Without a place it was not there. */
export const pageThen = (item: string, page: string, number: string) => `
  LATERAL (SELECT change.* FROM item_revision_page change WHERE change.item_id = ${item} AND change.page_id = ${page}
    AND change.number <= ${number} ORDER BY change.number DESC LIMIT 1)`;

/** From `was` to `is`, both as `pageThen` gives them. */
const count = `
  count(*) FILTER (WHERE was.ord IS NULL AND now.ord IS NOT NULL) AS added,
  count(*) FILTER (WHERE was.ord IS NOT NULL AND now.ord IS NULL) AS removed,
  count(*) FILTER (WHERE was.ord <> now.ord) AS moved,
  count(*) FILTER (WHERE was.ord IS NOT NULL AND now.ord IS NOT NULL
    AND (was.label, was.kind, was.file_id, was.source) IS DISTINCT FROM (now.label, now.kind, now.file_id, now.source)) AS changed,
  count(*) FILTER (WHERE was.ord IS NOT NULL AND now.ord IS NOT NULL AND was.text_id IS DISTINCT FROM now.text_id) AS texts`;

/**
 * Revisions hold their values whole and of their pages what changed: a row says how a page is from a revision on. What one
 * person does to an item's pages in one go is one revision.
 */
@Injectable()
export class PageHistory {
  constructor(private readonly db: Database) {}

  /**
   * The revision that this change belongs to as well, where the head is a visit of the same person that still goes on and
   * nothing else has happened to the item: nobody reviewed, published or touched it. Null where another begins.
   */
  async goOn(item: ItemRow, state: ItemState, caller: Caller): Promise<number | null> {
    this.db.requireTransaction('going on with a visit');
    if (caller.accountId === null || item.updated_by !== caller.accountId) return null;
    if (item.published_revision === item.head_revision) return null;
    const row = await this.db.one<{ head_revision: number }>(
      `WITH visit AS (
         UPDATE item_revision SET visited_at = now() WHERE item_id = $1 AND number = $2 AND author_id = $3 AND review IS NULL
           AND visited_at > now() - interval '${pause}' AND created_at > now() - interval '${longest}' RETURNING number)
       UPDATE item SET version = version + 1, state = $4, updated_at = now() WHERE id = $1 AND EXISTS (SELECT 1 FROM visit)
       RETURNING head_revision`,
      [item.id, item.head_revision, caller.accountId, state],
    );
    return row?.head_revision ?? null;
  }

  /** Writes down in the newest revision what became of these pages of the head, or of any. */
  async record(itemId: number, number: number, pages?: readonly number[]): Promise<void> {
    this.db.requireTransaction('keeping what became of pages');
    if (pages?.length === 0) return;
    await this.db.query(
      `INSERT INTO item_revision_page (library_id, item_id, page_id, number, ${columns.join(', ')})
       SELECT page.library_id, page.item_id, page.id, $2, ${of('here')}
       FROM page LEFT JOIN page here ON here.id = page.id AND here.removed_at IS NULL
       LEFT JOIN ${pageThen('page.item_id', 'page.id', '$2')} was ON true
       WHERE page.item_id = $1 ${pages ? 'AND page.id = ANY ($3)' : ''} AND (${of('here', kept)}) IS DISTINCT FROM (${of('was', kept)})
       ON CONFLICT (item_id, page_id, number) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      [itemId, number, ...(pages ? [pages] : [])],
    );
  }

  /** The pages of a revision, in their order. */
  async of(itemId: number, number: number): Promise<{ pid: string; label: string; kind: z.infer<typeof PageKind> }[]> {
    return this.db.query(
      `SELECT page.pid, was.label, was.kind FROM page CROSS JOIN ${pageThen('page.item_id', 'page.id', '$2')} was
       WHERE page.item_id = $1 AND was.ord IS NOT NULL ORDER BY was.ord`,
      [itemId, number],
    );
  }

  /** Against the one before each. */
  async changesOf(itemId: number, numbers: readonly number[]): Promise<Map<number, Changes>> {
    if (numbers.length === 0) return new Map();
    const rows = await this.db.query<Changes & { number: number }>(
      `SELECT now.number, ${count} FROM item_revision_page now
       LEFT JOIN ${pageThen('now.item_id', 'now.page_id', 'now.number - 1')} was ON true
       WHERE now.item_id = $1 AND now.number = ANY ($2) GROUP BY now.number`,
      [itemId, numbers],
    );
    return new Map(rows.map(({ number, ...changes }) => [number, changes]));
  }

  async between(itemId: number, from: number, to: number): Promise<Changes> {
    const row = await this.db.one<Changes>(
      `SELECT ${count} FROM page LEFT JOIN ${pageThen('page.item_id', 'page.id', '$2')} was ON true
       LEFT JOIN ${pageThen('page.item_id', 'page.id', '$3')} now ON true WHERE page.item_id = $1`,
      [itemId, from, to],
    );
    return row!;
  }

  /** Those of these revisions that show a file which is no longer kept, by item: nothing can make their pages again. */
  async lacking(wanted: readonly { itemId: number; number: number }[]): Promise<Map<number, Problem>> {
    if (wanted.length === 0) return new Map();
    const rows = await this.db.query<{ id: number; number: number }>(
      `SELECT DISTINCT wanted.id, wanted.number FROM unnest($1::bigint[], $2::int[]) AS wanted (id, number)
       JOIN page ON page.item_id = wanted.id CROSS JOIN ${pageThen('wanted.id', 'page.id', 'wanted.number')} was
       WHERE was.ord IS NOT NULL AND was.file_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM file WHERE file.id = was.file_id)`,
      [wanted.map(({ itemId }) => itemId), wanted.map(({ number }) => number)],
    );
    return new Map(rows.map(({ id, number }) => [id, new Problem('revision.file-gone', { revision: number })]));
  }

  /** Makes the pages of the head what they were in a revision. Who may see them is policy and stays. */
  async bringBack(itemId: number, number: number): Promise<void> {
    this.db.requireTransaction('restoring pages');
    await this.db.query(
      `UPDATE page SET ord = coalesce(was.ord, -page.id), label = coalesce(was.label, page.label), kind = coalesce(was.kind, page.kind),
         source = coalesce(was.source, page.source), file_id = CASE WHEN was.ord IS NULL THEN page.file_id ELSE was.file_id END,
         text_id = CASE WHEN was.ord IS NULL THEN page.text_id ELSE was.text_id END,
         removed_at = CASE WHEN was.ord IS NULL THEN now() END
       FROM page known LEFT JOIN ${pageThen('known.item_id', 'known.id', '$2')} was ON true
       WHERE page.id = known.id AND known.item_id = $1
         AND (CASE WHEN known.removed_at IS NULL THEN known.ord END, known.label, known.kind, known.source, known.file_id, known.text_id)
           IS DISTINCT FROM (was.ord, coalesce(was.label, known.label), coalesce(was.kind, known.kind), coalesce(was.source, known.source),
             CASE WHEN was.ord IS NULL THEN known.file_id ELSE was.file_id END, CASE WHEN was.ord IS NULL THEN known.text_id ELSE was.text_id END)`,
      [itemId, number],
    );
  }

  /** New revisions whose pages are those of another than the one before. */
  async follow(steps: readonly { itemId: number; number: number; like: number }[]): Promise<void> {
    this.db.requireTransaction('keeping the pages of revisions');
    if (steps.length === 0) return;
    await this.db.query(
      `INSERT INTO item_revision_page (library_id, item_id, page_id, number, ${columns.join(', ')})
       SELECT page.library_id, page.item_id, page.id, step.number, ${of('now')}
       FROM jsonb_to_recordset($1) AS step ("itemId" bigint, number int, "like" int) JOIN page ON page.item_id = step."itemId"
       LEFT JOIN ${pageThen('page.item_id', 'page.id', 'step."like"')} now ON true
       LEFT JOIN ${pageThen('page.item_id', 'page.id', 'step.number - 1')} was ON true
       WHERE (${of('now', kept)}) IS DISTINCT FROM (${of('was', kept)})`,
      [JSON.stringify(steps)],
    );
  }
}
