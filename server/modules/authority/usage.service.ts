import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { JobService } from '../job/job.service.js';
import { isMeant } from './meaning.sql.js';

/** Owner of a name: null is the platform. */
interface Renamed {
  libraryId: number | null;
  pid: string;
  /** What tells this order to index from others that wait; by itself the name. */
  key?: string;
}

/**
 * The items whose documents hold one of these names. The projection knows what heads point to; where readers still see
 * another revision than the head, that one is read itself.
 */
export const usingAny = (refs: string): string => `(item.id IN (SELECT item_id FROM item_value_meaning(${refs}::text[]))
  OR item.published_revision <> item.head_revision AND EXISTS (SELECT 1 FROM item_revision seen, unnest(${refs}::text[]) AS one
    WHERE seen.item_id = item.id AND seen.number = item.published_revision
      AND strpos(seen."values"::text, '"' || regexp_replace(one, '^[^/]*/', '') || '"') > 0))`;

/** A platform's term does not stand in a library that keeps a vocabulary of its own under the same key. */
export const inReach = (
  row: string,
  library: string,
  vocabulary: string,
) => `(${library}::bigint IS NULL OR ${row}.library_id = ${library})
  AND (${library}::bigint IS NOT NULL OR ${vocabulary}::text IS NULL OR NOT EXISTS
    (SELECT 1 FROM vocabulary shadow WHERE shadow.key = ${vocabulary} AND shadow.library_id = ${row}.library_id))`;

/** Where names are used, so that a changed one is found under its new form. */
@Injectable()
export class UsageService {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobService,
  ) {}

  /** Records keep the name as it was when they were saved; their search documents are made anew. What was merged into it counts as well. */
  async renamed(
    caller: Caller | undefined,
    kind: 'agent' | 'place',
    what: Renamed,
    pids = [what.pid],
  ): Promise<string | null> {
    return this.reindex(caller, what, await this.refsOf(kind, ...pids));
  }

  /** What records may say when they mean this one. */
  async refsOf(kind: 'agent' | 'place', ...pids: string[]): Promise<string[]> {
    const rows = await this.db.query<{ pid: string }>(
      `WITH RECURSIVE family AS (
         SELECT id, pid FROM ${kind} WHERE pid = ANY ($1)
         UNION SELECT n.id, n.pid FROM ${kind} n JOIN family ON n.merged_into = family.id
       ) SELECT pid FROM family`,
      [pids],
    );
    return rows.map((row) => row.pid);
  }

  /** Which of these anything means: records as they are edited, as readers see them, or as somebody is typing them. */
  async usedAmong(refs: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.query<{ ref: string }>(
      `SELECT asked.ref FROM (SELECT one AS ref, '"' || regexp_replace(one, '^[^/]*/', '') || '"' AS written FROM unnest($1::text[]) AS one) AS asked
        WHERE ${isMeant('asked.ref')}
           OR EXISTS (SELECT 1 FROM item JOIN item_revision seen ON seen.item_id = item.id AND seen.number = item.published_revision
                       WHERE item.published_revision <> item.head_revision AND strpos(seen."values"::text, asked.written) > 0)
           OR EXISTS (SELECT 1 FROM item_draft d WHERE strpos(d."values"::text, asked.written) > 0)`,
      [refs],
    );
    return new Set(rows.map(({ ref }) => ref));
  }

  /** The words of a term stand in the documents of all terms below it too. */
  async termRenamed(caller: Caller | undefined, what: Renamed, pids = [what.pid]): Promise<string | null> {
    const rows = await this.db.query<{ ref: string }>(
      `WITH RECURSIVE family AS (
         SELECT id, vocabulary_id, code FROM term WHERE pid = ANY ($1)
         UNION SELECT t.id, t.vocabulary_id, t.code FROM term t JOIN family ON t.parent_id = family.id OR t.merged_into = family.id
       ) SELECT v.key || '/' || family.code AS ref FROM family JOIN vocabulary v ON v.id = family.vocabulary_id`,
      [pids],
    );
    const refs = rows.map((row) => row.ref);
    return this.reindex(caller, what, refs);
  }

  private async reindex(
    caller: Caller | undefined,
    { pid, libraryId, key = `name ${pid}` }: Renamed,
    refs: string[],
  ): Promise<string | null> {
    this.db.requireTransaction('UsageService.reindex');
    await this.relist(caller, { pid, libraryId, key }, refs);
    // Nobody wants to see a job for a name that stands nowhere.
    const used = await this.db.one(
      `SELECT 1 FROM item WHERE first_published_at IS NOT NULL AND ($2::bigint IS NULL OR library_id = $2) AND ${usingAny('$1')} LIMIT 1`,
      [refs, libraryId],
    );
    if (!used) return null;
    return this.jobs.enqueue(
      'search.reindex',
      { collectionId: null, refs },
      { libraryId, key, ...(caller ? { caller } : {}) },
    );
  }

  /** Lists in the console show heads under the names of today. */
  private async relist(
    caller: Caller | undefined,
    { libraryId, key }: Required<Renamed>,
    refs: string[],
  ): Promise<void> {
    // A name of the platform may stand in records that whoever changes it does not see.
    const used =
      libraryId === null ||
      (await this.db.one(`SELECT 1 FROM item_value_meaning($1::text[]) v WHERE v.library_id = $2 LIMIT 1`, [
        refs,
        libraryId,
      ]));
    if (used) await this.jobs.enqueue('catalog.rename', { refs }, { libraryId, key, ...(caller ? { caller } : {}) });
  }
}
