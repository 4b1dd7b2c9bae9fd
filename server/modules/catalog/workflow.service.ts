import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import { may, type Permission } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { labelsOf, type Visibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemDetails } from './item.details.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { Outbox } from './outbox.js';
import { ReleaseService } from './release.service.js';

type Detail = Answer<'GET /items/:item'>;
type BatchAction = Input<'POST /collections/:collection/items/batch'>['body']['action'];

const permissionFor: Record<BatchAction, Permission> = {
  submit: 'item.submit',
  publish: 'item.publish',
  withdraw: 'item.withdraw',
  remove: 'item.remove',
};

/** From the first draft to what readers see, and back. Each step locks the row and says what it did. */
@Injectable()
export class WorkflowService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly release: ReleaseService,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly details: ItemDetails,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
  ) {}

  submit(pid: string, version: number, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, (row) => this.submitRow(row, caller));
  }

  publish(pid: string, version: number, note: string, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, (row) => this.publishRow(row, note, caller));
  }

  withdraw(pid: string, note: string, caller: Caller): Promise<Detail> {
    return this.step(pid, undefined, caller, (row) => this.withdrawRow(row, note, caller));
  }

  return(pid: string, version: number, note: string, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, async (row) => {
      expect(row, 'submitted');
      await this.review(row, 'returned', note, caller);
      await this.move(row, 'returned', caller);
      await this.record('item.return', row, caller, { note });
    });
  }

  recall(pid: string, version: number, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, async (row) => {
      expect(row, 'submitted');
      await this.db.query(`UPDATE item SET submitted_revision = NULL WHERE id = $1`, [row.id]);
      await this.db.query(
        `UPDATE item_revision SET review = NULL, review_note = '', reviewed_by = NULL WHERE item_id = $1 AND number = $2`,
        [row.id, row.head_revision],
      );
      await this.move(row, 'draft', caller);
      await this.record('item.recall', row, caller);
    });
  }

  restore(pid: string, caller: Caller): Promise<Detail> {
    return this.step(pid, undefined, caller, async (row) => {
      expect(row, 'withdrawn', 'removed');
      await this.move(row, 'draft', caller);
      await this.record('item.restore', row, caller);
    });
  }

  async remove(pid: string, caller: Caller): Promise<{ done: true }> {
    await this.db.transaction(async () => this.removeRow(await this.items.lockOne(pid), caller));
    return { done: true };
  }

  /** In force at once and for every version: what readers may see is policy, not part of a revision. */
  setVisibility(pid: string, version: number, visibility: Visibility, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, async (row) => {
      const labels = (part: keyof Visibility) => labelsOf(visibility[part], row.library_id);
      await this.db.query(
        `UPDATE item SET metadata_labels = $2, thumbnail_labels = $3, image_labels = $4, text_labels = $5, download_labels = $6,
           find_labels = $7, version = version + 1, updated_at = now(), updated_by = $8 WHERE id = $1`,
        [
          row.id,
          labels('metadata'),
          labels('thumbnail'),
          labels('image'),
          labels('text'),
          labels('download'),
          labels('find'),
          caller.accountId,
        ],
      );
      if (row.published_revision !== null) await this.outbox.touch([row.id], 'visibility');
      await this.record('item.visibility', row, caller, { visibility });
    });
  }

  /** What would happen, or what did: one answer an item, each on its own, so that one refusal stops no other. */
  async batch(
    collectionPid: string,
    body: Input<'POST /collections/:collection/items/batch'>['body'],
    caller: Caller,
  ): Promise<Answer<'POST /collections/:collection/items/batch'>> {
    const collection = await this.schema.byPid(collectionPid);
    if (
      !may(caller.grants, permissionFor[body.action], { libraryId: collection.libraryId, collectionId: collection.id })
    ) {
      throw new Problem('access.denied');
    }
    const results: Answer<'POST /collections/:collection/items/batch'>['results'] = [];
    for (const pid of body.items) {
      const result = {
        pid,
        title: '',
        ok: true,
        code: null as string | null,
        troubles: [] as { path: string; code: string }[],
        before: null as { state: ItemState; published: number | null; head: number } | null,
      };
      try {
        await this.db.transaction(async () => {
          const row = await this.items.lockOne(pid);
          if (row.collection_id !== collection.id) throw new Problem('item.not-found');
          result.title = row.title;
          result.before = { state: row.state, published: row.published_revision, head: row.head_revision };
          await this.act(body.action, row, body.note, caller);
          if (body.dryRun) throw new Rehearsed();
        });
      } catch (error) {
        if (error instanceof Problem) Object.assign(result, { ok: false, code: error.code, troubles: error.fields });
        else if (!(error instanceof Rehearsed)) throw error;
      }
      results.push(result);
    }
    return { results };
  }

  private async act(action: BatchAction, row: ItemRow, note: string, caller: Caller): Promise<void> {
    switch (action) {
      case 'submit':
        return this.submitRow(row, caller);
      case 'publish':
        return this.publishRow(row, note, caller);
      case 'withdraw':
        return this.withdrawRow(row, note, caller);
      case 'remove':
        return this.removeRow(row, caller);
    }
  }

  private async submitRow(row: ItemRow, caller: Caller): Promise<void> {
    expect(row, 'draft', 'returned');
    await this.requireComplete(row);
    await this.db.query(`UPDATE item SET submitted_revision = head_revision WHERE id = $1`, [row.id]);
    await this.review(row, 'submitted', '', caller);
    await this.move(row, 'submitted', caller);
    await this.record('item.submit', row, caller);
  }

  async publishRow(row: ItemRow, note: string, caller: Caller): Promise<void> {
    expect(row, 'draft', 'returned', 'submitted');
    await this.requireComplete(row);
    await this.review(row, 'approved', note, caller);
    await this.db.query(
      `UPDATE item SET published_revision = head_revision, submitted_revision = NULL, published_at = now(), withdrawn_at = NULL,
         first_published_at = coalesce(first_published_at, now()), kin_day = $2 WHERE id = $1`,
      [row.id, await this.kinDay(row)],
    );
    await this.release.give(row.id);
    await this.move(row, 'published', caller);
    await this.outbox.touch([row.id], row.published_revision === null ? 'publication' : 'change');
    await this.record('item.publish', row, caller, { revision: row.head_revision });
  }

  private async withdrawRow(row: ItemRow, note: string, caller: Caller): Promise<void> {
    if (row.published_revision === null) throw new Problem('item.wrong-state', { state: row.state });
    await this.db.query(
      `UPDATE item SET published_revision = NULL, submitted_revision = NULL, withdrawn_at = now() WHERE id = $1`,
      [row.id],
    );
    await this.release.take(row.id);
    await this.move(row, 'withdrawn', caller);
    await this.outbox.touch([row.id], 'withdrawal');
    await this.record('item.withdraw', row, caller, { note });
  }

  private async removeRow(row: ItemRow, caller: Caller): Promise<void> {
    if (row.published_revision !== null) throw new Problem('item.wrong-state', { state: 'published' });
    expect(row, 'draft', 'returned', 'submitted', 'withdrawn');
    await this.move(row, 'removed', caller);
    await this.record('item.remove', row, caller);
  }

  /** The day by which readers see it stand among its kin: when it was rubbed, else when it was made. */
  private async kinDay(row: ItemRow): Promise<number | null> {
    const { fields } = (await this.schema.configOf(row.collection_id)).schema;
    const { values } = await this.items.revision(row.id, row.head_revision);
    const dates = [fields.find((one) => one.key === 'rubbed'), fields.find((one) => one.core === 'date')];
    const days = dates.flatMap((field) =>
      field && !field.removed && !field.internal
        ? (values[field.id] ?? []).map((stored) => this.valueRules.indexOf(field, stored).days?.[0])
        : [],
    );
    return days.find((day) => day !== undefined) ?? null;
  }

  private async requireComplete(row: ItemRow): Promise<void> {
    const config = await this.schema.configOf(row.collection_id);
    const head = await this.items.revision(row.id, row.head_revision);
    const { problems } = await this.valueRules.check(config, head.values, 'publish', { libraryId: row.library_id });
    if (problems.length > 0) throw new Problem('item.incomplete', { count: problems.length }, problems);
  }

  private async review(
    row: ItemRow,
    review: 'submitted' | 'approved' | 'returned',
    note: string,
    caller: Caller,
  ): Promise<void> {
    await this.db.query(
      `UPDATE item_revision SET review = $3, review_note = $4, reviewed_by = $5 WHERE item_id = $1 AND number = $2`,
      [row.id, row.head_revision, review, note, caller.accountId],
    );
  }

  private async move(row: ItemRow, state: ItemState, caller: Caller): Promise<void> {
    try {
      await this.db.query(
        `UPDATE item SET state = $2, version = version + 1, updated_at = now(), updated_by = $3 WHERE id = $1`,
        [row.id, state, caller.accountId],
      );
    } catch (error) {
      // A removed item gave its identifier free, and another has taken it since.
      if ((error as { constraint?: string }).constraint === 'item_identifier_key') {
        throw new Problem('item.identifier-taken', { identifier: row.identifier });
      }
      throw error;
    }
  }

  private async step(
    pid: string,
    version: number | undefined,
    caller: Caller,
    work: (row: ItemRow) => Promise<void>,
  ): Promise<Detail> {
    await this.db.transaction(async () => work(await this.items.lockOne(pid, version)));
    return this.details.of(await this.items.byPid(pid), caller);
  }

  private async record(
    action: string,
    row: ItemRow,
    caller: Caller,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    await this.audit.record(
      caller,
      action,
      { libraryId: row.library_id, kind: 'item', pid: row.pid, title: row.title },
      detail,
    );
  }
}

/** Rolls a rehearsal back: everything was checked against the real rows, and nothing stays. */
class Rehearsed extends Error {}

function expect(row: ItemRow, ...states: ItemState[]): void {
  if (!states.includes(row.state)) throw new Problem('item.wrong-state', { state: row.state });
}
