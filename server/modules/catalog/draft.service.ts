import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { ItemTroubles } from './item.troubles.js';
import { ShownValues } from './shown.values.js';

type Detail = Answer<'GET /items/:item'>;
type Params = Input<'GET /items/:item/drafts/:account'>['params'];

/** Somebody whose draft is older than this is no longer said to be typing. */
const presence = '3 minutes';
/** How long what was given up can be taken back. */
const remembered = '30 days';
const mostEditors = 20;
const forgottenAtOnce = 200;

type Typed = Omit<NonNullable<Detail['draft']>, 'troubles'>;

interface DraftRow {
  account_id: number;
  account: string;
  name: string;
  values: Values;
  base_version: number;
  updated_at: Date;
}

/**
 * What people typed on an item and did not save: one draft an item and person. It stays its writer's own; colleagues who work
 * on the item may read it, and take it over. What is given up or taken over is kept beside, for its writer to take back.
 */
@Injectable()
export class DraftService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly audit: AuditService,
    private readonly shown: ShownValues,
    private readonly troubles: ItemTroubles,
  ) {}

  async keep(
    pid: string,
    body: Input<'PUT /items/:item/draft'>['body'],
    caller: Caller,
  ): Promise<Answer<'PUT /items/:item/draft'>> {
    const row = await this.items.byPid(pid);
    const updatedAt = await this.put(row, body, caller);
    const editors = await this.editors(row.id, caller);
    const troubles = await this.troubles.of(row, body.values, caller);
    return { updatedAt: updatedAt.toISOString(), version: row.version, editors, troubles };
  }

  private async put(row: ItemRow, body: { baseVersion: number; values: Values }, caller: Caller): Promise<Date> {
    const [draft] = await this.db.query<{ updated_at: Date }>(
      `INSERT INTO item_draft (library_id, item_id, account_id, base_version, "values") VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (item_id, account_id) DO UPDATE SET base_version = excluded.base_version, "values" = excluded."values",
         updated_at = now(), dropped_at = NULL, dropped_by = NULL
       RETURNING updated_at`,
      [row.library_id, row.id, caller.accountId, body.baseVersion, JSON.stringify(body.values)],
    );
    return draft!.updated_at;
  }

  /** What was typed is what the head says: nothing is left to take back. */
  async settle(itemId: number, caller: Caller): Promise<void> {
    await this.db.query(`DELETE FROM item_draft WHERE item_id = $1 AND account_id = $2`, [itemId, caller.accountId]);
  }

  async drop(pid: string, nothing: boolean, caller: Caller): Promise<{ done: true }> {
    const row = await this.items.byPid(pid);
    if (nothing) await this.settle(row.id, caller);
    else await this.db.transaction(() => this.putAside(row.id, caller.accountId, caller));
    return { done: true };
  }

  private async putAside(itemId: number, of: number | null, caller: Caller): Promise<void> {
    await this.db.query(
      `UPDATE item_draft SET dropped_at = now(), dropped_by = $3
        WHERE item_id = $1 AND account_id = $2 AND dropped_at IS NULL`,
      [itemId, of, caller.accountId],
    );
    await this.db.query(
      `DELETE FROM item_draft WHERE (item_id, account_id) IN (
         SELECT item_id, account_id FROM item_draft WHERE dropped_at < now() - $1::interval LIMIT $2 FOR UPDATE SKIP LOCKED)`,
      [remembered, forgottenAtOnce],
    );
  }

  /** A colleague's, to be read. */
  async of({ item, account }: Params, caller: Caller): Promise<Answer<'GET /items/:item/drafts/:account'>> {
    const row = await this.items.byPid(item);
    const draft = await this.standing(row.id, account, caller);
    return {
      account: draft.account,
      name: draft.name,
      values: draft.values,
      shown: await this.shown.of(row, draft.values, caller),
      baseVersion: draft.base_version,
      updatedAt: draft.updated_at.toISOString(),
    };
  }

  private async standing(itemId: number, account: string, caller: Caller, lock = ''): Promise<DraftRow> {
    const draft = await this.db.one<DraftRow>(
      `SELECT d.account_id, account.pid AS account, account.name, d."values", d.base_version, d.updated_at
         FROM item_draft d JOIN account ON account.id = d.account_id
        WHERE d.item_id = $1 AND account.pid = $2 AND d.dropped_at IS NULL AND d.account_id IS DISTINCT FROM $3 ${lock}`,
      [itemId, account, caller.accountId],
    );
    if (!draft) throw new Problem('draft.not-found');
    return draft;
  }

  /** A colleague's draft becomes one's own; refused when more was typed than was seen, and where one has a draft already. */
  async take(
    { item, account }: Params,
    body: Input<'POST /items/:item/drafts/:account/take'>['body'],
    caller: Caller,
  ): Promise<void> {
    await this.db.transaction(async () => {
      const row = await this.items.byPid(item);
      const theirs = await this.standing(row.id, account, caller, 'FOR UPDATE OF d');
      if (theirs.updated_at.toISOString() !== body.seen) throw new Problem('draft.changed', { name: theirs.name });
      // What one types elsewhere would be written over.
      if ((await this.own(row.id, caller)).draft) throw new Problem('draft.own-first');
      await this.put(row, body, caller);
      await this.putAside(row.id, theirs.account_id, caller);
      const subject: AuditSubject = { libraryId: row.library_id, kind: 'item', pid: item, title: row.title };
      await this.audit.record(caller, 'item.draft.take', subject, { from: theirs.name });
    });
  }

  /** What one gave up, or had taken from one, is one's draft again. */
  async takeBack(pid: string, caller: Caller): Promise<void> {
    const row = await this.items.byPid(pid);
    const [back] = await this.db.query(
      `UPDATE item_draft SET dropped_at = NULL, dropped_by = NULL, updated_at = now()
        WHERE item_id = $1 AND account_id = $2 AND dropped_at > now() - $3::interval RETURNING item_id`,
      [row.id, caller.accountId, remembered],
    );
    if (!back) throw new Problem('draft.not-found');
  }

  /** One's own, and one that can be taken back. */
  async own(itemId: number, caller: Caller): Promise<{ draft: Typed | null; dropped: Detail['dropped'] }> {
    const row = await this.db.one<DraftRow & { dropped_at: Date | null; by: string | null; mine: boolean | null }>(
      keptPlan(`SELECT d."values", d.base_version, d.updated_at, d.dropped_at, account.name AS by, d.dropped_by = d.account_id AS mine
         FROM item_draft d LEFT JOIN account ON account.id = d.dropped_by
        WHERE d.item_id = $1 AND d.account_id = $2 AND (d.dropped_at IS NULL OR d.dropped_at > now() - $3::interval)`),
      [itemId, caller.accountId, remembered],
    );
    if (!row) return { draft: null, dropped: null };
    if (row.dropped_at) {
      const dropped = { at: row.dropped_at.toISOString(), by: row.mine ? null : row.by };
      return { draft: null, dropped };
    }
    const { values, base_version: baseVersion, updated_at: updatedAt } = row;
    return { draft: { values, baseVersion, updatedAt: updatedAt.toISOString() }, dropped: null };
  }

  /** Who else has typed here and not saved, the latest first. */
  async editors(itemId: number, caller: Caller): Promise<Detail['editors']> {
    const rows = await this.db.query<{ account: string; name: string; updated_at: Date; typing: boolean }>(
      keptPlan(`SELECT account.pid AS account, account.name, d.updated_at, d.updated_at > now() - $3::interval AS typing
         FROM item_draft d JOIN account ON account.id = d.account_id
        WHERE d.item_id = $1 AND d.account_id IS DISTINCT FROM $2 AND d.dropped_at IS NULL
        ORDER BY d.updated_at DESC LIMIT $4`),
      [itemId, caller.accountId, presence, mostEditors],
    );
    return rows.map(({ account, name, updated_at, typing }) => ({
      account,
      name,
      at: updated_at.toISOString(),
      typing,
    }));
  }
}
