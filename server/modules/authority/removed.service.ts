import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AuthorityKind } from '../../contract/api/authority.routes.js';
import type { Caller } from '../../contract/caller.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { type Act, type Answer, may, WaysBack } from '../recent/ways.back.js';
import { AuthorityRecordService } from './authority.record.service.js';

/** How long a deleted record can be had back. */
const remembered = '30 days';
const forgottenAtOnce = 200;
const inTime = `k.removed_at > now() - interval '${remembered}'`;
const kinds: readonly AuthorityKind[] = ['term', 'agent', 'place'];

interface Kept {
  id: number;
  pid: string;
  kind: AuthorityKind;
  record: string;
  libraryId: number | null;
  /** There again. */
  back: boolean;
  row: object;
}

const select = `SELECT k.id, k.pid, k.kind, k.record, k.library_id AS "libraryId", k."row",
    EXISTS (SELECT 1 FROM term WHERE k.kind = 'term' AND pid = k.record UNION ALL
            SELECT 1 FROM agent WHERE k.kind = 'agent' AND pid = k.record UNION ALL
            SELECT 1 FROM place WHERE k.kind = 'place' AND pid = k.record) AS back
  FROM authority_removed k`;

/** Deleting a record that nothing uses, and having it back as it was, under the same name. */
@Injectable()
export class RemovedService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly records: AuthorityRecordService,
    private readonly ways: WaysBack,
  ) {}

  onModuleInit(): void {
    this.ways.register(
      kinds.flatMap((kind) => [`${kind}.merge`, `${kind}.remove`]),
      (acts, caller) => this.find(acts, caller),
    );
  }

  async remove(caller: Caller, kind: AuthorityKind, pid: string, version: number): Promise<void> {
    await this.db.transaction(async () => {
      const record = await this.records.mustBeFree(caller, kind, pid, version);
      await this.db.query(
        `DELETE FROM authority_removed WHERE id IN
           (SELECT id FROM authority_removed k WHERE NOT (${inTime}) LIMIT $1 FOR UPDATE SKIP LOCKED)`,
        [forgottenAtOnce],
      );
      const kept = newPid();
      await this.db.query(
        `WITH gone AS (DELETE FROM ${kind} WHERE id = $1 RETURNING to_jsonb(${kind}.*) AS "row")
         INSERT INTO authority_removed (pid, library_id, kind, record, "row") SELECT $2, $3, $4, $5, "row" FROM gone`,
        [record.id, kept, record.libraryId, kind, pid],
      );
      await this.records.touched(record);
      await this.records.record(caller, 'remove', record, { kept });
    });
  }

  /** The one that was deleted last under this name. */
  async restore(caller: Caller, kind: AuthorityKind, pid: string): Promise<void> {
    await this.db.transaction(async () => {
      const kept = await this.db.one<Kept>(
        `${select} WHERE k.kind = $1 AND k.record = $2 AND ${inTime} ORDER BY k.id DESC LIMIT 1 FOR UPDATE OF k`,
        [kind, pid],
      );
      if (!kept) throw new Problem('authority.not-kept');
      this.records.assertOwner(caller, kind, kept.libraryId);
      if (kept.back) throw new Problem('authority.back');
      await this.putBack(kind, kept.row);
      const record = await this.records.find(kind, pid);
      await this.records.touched(record);
      await this.records.record(caller, 'restore', record);
    });
  }

  /** The record under which it stood, or that it was merged into, may be gone by now; and its code may be another's. */
  private async putBack(kind: AuthorityKind, row: object): Promise<void> {
    try {
      await this.db.query(
        `INSERT INTO ${kind} OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(NULL::${kind}, $1)).*`,
        [JSON.stringify(row)],
      );
    } catch (error) {
      const { code, constraint = '' } = error as { code?: string; constraint?: string };
      if (code === '23503') throw new Problem('authority.above-gone');
      // Somebody else had it back in this moment.
      if (code === '23505' && /_(pkey|pid_key)$/.test(constraint)) throw new Problem('authority.back');
      if (code === '23505') throw new Problem('term.code-taken', { code: (row as { code?: string }).code ?? '' });
      throw error;
    }
  }

  private async find(acts: readonly Act[], caller: Caller): Promise<Map<number, Answer>> {
    const removed = acts.filter(({ action }) => action.endsWith('.remove'));
    const kept = await this.db.query<Kept>(`${select} WHERE k.pid = ANY ($1) AND ${inTime}`, [
      removed.map(({ detail }) => detail.kept),
    ]);
    const known = new Map(kept.map((one) => [one.pid, one]));
    const found = new Map<number, Answer>();
    for (const { id, detail } of removed) {
      const one = known.get(String(detail.kept));
      if (one) found.set(id, this.answer(one, caller));
    }
    const merged = acts.filter(({ action }) => action.endsWith('.merge'));
    for (const kind of kinds) await this.apart(kind, merged, found, caller);
    return found;
  }

  private answer({ kind, record, libraryId, back }: Kept, caller: Caller): Answer {
    if (back) return 'undone';
    if (!may(() => this.records.assertOwner(caller, kind, libraryId))) return 'denied';
    return { by: 'record', kind, record };
  }

  /** What was merged and still is, into the same, is taken apart. */
  private async apart(
    kind: AuthorityKind,
    acts: readonly Act[],
    found: Map<number, Answer>,
    caller: Caller,
  ): Promise<void> {
    const own = acts.filter(({ action }) => action === `${kind}.merge`);
    if (own.length === 0) return;
    const records = await this.records.findAll(
      kind,
      own.map(({ subject }) => subject ?? ''),
    );
    for (const { id, subject, detail } of own) {
      const one = records.get(subject ?? '');
      if (!one) continue;
      const { record, into } = one;
      if (into === null) found.set(id, 'undone');
      else if (into !== detail.kept) found.set(id, 'changed');
      else if (!may(() => this.records.assertEdit(caller, record))) found.set(id, 'denied');
      else found.set(id, { by: 'unmerge', kind, record: record.pid, version: record.version });
    }
  }
}
