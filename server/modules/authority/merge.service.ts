import { Injectable } from '@nestjs/common';
import type { AuthorityKind } from '../../contract/api/authority.routes.js';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { type AuthorityRecord, AuthorityRecordService } from './authority.record.service.js';
import { UsageService } from './usage.service.js';

/**
 * Two records of one thing become one: the first points to the second, and whatever means the first is read as meaning
 * the second. No item is rewritten, so that taking it back brings everything back; documents of search are made anew by
 * a job that commits with the pointer. A library may merge its own record into its own or the platform's, and the
 * platform its own into its own: nobody's merging changes what another library's items say.
 */
@Injectable()
export class MergeService {
  constructor(
    private readonly db: Database,
    private readonly records: AuthorityRecordService,
    private readonly usage: UsageService,
  ) {}

  async preview(
    caller: Caller,
    kind: AuthorityKind,
    pid: string,
    into: string,
  ): Promise<Answer<'GET /authorities/:kind/:record/merging'>> {
    const [from, kept] = [await this.records.find(kind, pid), await this.records.find(kind, into)];
    await this.assertMay(caller, from, kept);
    return {
      from: { pid: from.pid, name: from.name, version: from.version },
      into: { pid: kept.pid, name: kept.name },
      ...(await this.records.reach(from)),
      sample: await this.records.sample(from, caller),
    };
  }

  /** The job that indexes anew, or null where nothing is published. */
  merge(
    caller: Caller,
    kind: AuthorityKind,
    pid: string,
    { into, version }: { into: string; version: number },
  ): Promise<string | null> {
    return this.db.transaction(async () => {
      // One after the other, whichever way round two people merge the same two.
      const found = new Map<string, AuthorityRecord>();
      for (const one of [...new Set([pid, into])].sort()) found.set(one, await this.records.find(kind, one, true));
      const [from, kept] = [found.get(pid)!, found.get(into)!];
      await this.assertMay(caller, from, kept);
      if (from.version !== version) throw new Problem('authority.changed', { version: from.version });
      await this.point(from, kept.id);
      const job = await this.reindex(caller, from);
      await this.records.record(caller, 'merge', from, { into: kept.pid, kept: kept.pid });
      return job;
    });
  }

  unmerge(caller: Caller, kind: AuthorityKind, pid: string, version: number): Promise<string | null> {
    return this.db.transaction(async () => {
      const from = await this.records.find(kind, pid, true);
      this.records.assertEdit(caller, from);
      if (from.mergedInto === null) throw new Problem('authority.not-merged');
      if (from.version !== version) throw new Problem('authority.changed', { version: from.version });
      await this.point(from, null);
      // The tree above it may have been turned meanwhile.
      const above = await this.parentOf(from);
      if (above !== null && (await this.standsBelow(above, from.id)))
        throw new Problem('term.ring', { code: from.code });
      const job = await this.reindex(caller, from);
      await this.records.record(caller, 'unmerge', from);
      return job;
    });
  }

  private async assertMay(caller: Caller, from: AuthorityRecord, kept: AuthorityRecord): Promise<void> {
    this.records.assertEdit(caller, from);
    this.records.assertRead(caller, kept);
    const sameList = from.vocabularyId === kept.vocabularyId;
    const ownOrPlatform = kept.libraryId === null || kept.libraryId === from.libraryId;
    if (from.id === kept.id || !sameList || !ownOrPlatform) throw new Problem('authority.merge-across');
    if (from.mergedInto !== null || kept.mergedInto !== null) throw new Problem('authority.merged');
    if (from.kind === 'term' && (await this.standsBelow(kept.id, from.id)))
      throw new Problem('term.ring', { code: kept.code });
  }

  /** Merged into what stands below itself, a term would take its whole branch out of the tree. */
  private async standsBelow(id: number, above: number): Promise<boolean> {
    const found = await this.db.one(
      `WITH RECURSIVE up AS (
         SELECT id, coalesce(merged_into, parent_id) AS above FROM term WHERE id = $1
         UNION SELECT t.id, coalesce(t.merged_into, t.parent_id) FROM term t JOIN up ON t.id = up.above
       ) SELECT 1 FROM up WHERE id = $2`,
      [id, above],
    );
    return found !== undefined;
  }

  private async parentOf({ kind, id }: AuthorityRecord): Promise<number | null> {
    if (kind !== 'term') return null;
    const row = await this.db.one<{ above: number | null }>('SELECT parent_id AS above FROM term WHERE id = $1', [id]);
    return row?.above ?? null;
  }

  private async point(from: AuthorityRecord, into: number | null): Promise<void> {
    await this.db.query(`UPDATE ${from.kind} SET merged_into = $2, version = version + 1 WHERE id = $1`, [
      from.id,
      into,
    ]);
    await this.records.touched(from);
  }

  private reindex(caller: Caller, { kind, pid, libraryId }: AuthorityRecord): Promise<string | null> {
    return kind === 'term'
      ? this.usage.termRenamed(caller, { pid, libraryId })
      : this.usage.renamed(caller, kind, { pid, libraryId });
  }
}
