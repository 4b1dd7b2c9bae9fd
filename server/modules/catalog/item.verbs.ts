import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { BatchKind } from '../../contract/api/batch.routes.js';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { labelsOf, parts, type Visibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { Outbox } from './outbox.js';
import { ReleaseService } from './release.service.js';

export interface VerbSaid {
  note?: string | undefined;
  visibility?: Visibility | undefined;
  /** Of which batch it is, for the line in the audit. */
  batch?: string | undefined;
  /** What was kept for taking it back, where it is of one item alone. */
  kept?: string | undefined;
}

const startsFrom: Record<Exclude<BatchKind, 'withdraw' | 'visibility'>, readonly ItemState[]> = {
  submit: ['draft', 'returned'],
  // What was withdrawn is published again as it stands.
  publish: ['draft', 'returned', 'submitted', 'withdrawn'],
  restore: ['withdrawn', 'removed'],
  remove: ['draft', 'returned', 'submitted', 'withdrawn'],
};

/**
 * What can be done to items, to one as to hundreds: whatever it is that stands against it is told for each, and the rest is
 * done by statements whose number does not grow. Rows are locked by whoever calls.
 */
@Injectable()
export class ItemVerbs {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly release: ReleaseService,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
  ) {}

  /** Those to which it cannot be done, and why. */
  async refusals(verb: BatchKind, rows: readonly ItemRow[]): Promise<Map<number, Problem>> {
    const refused = new Map<number, Problem>();
    for (const row of rows) {
      const state = wrongState(verb, row);
      if (state) refused.set(row.id, new Problem('item.wrong-state', { state }));
    }
    const rest = rows.filter(({ id }) => !refused.has(id));
    const more =
      verb === 'submit' || verb === 'publish'
        ? await this.incomplete(rest)
        : verb === 'restore'
          ? await this.identifiersTaken(rest)
          : [];
    for (const [id, problem] of more) refused.set(id, problem);
    return refused;
  }

  /** Those that are already as they would be. */
  same(verb: BatchKind, row: ItemRow, { visibility }: VerbSaid): boolean {
    return (
      verb === 'visibility' &&
      parts.every((part) =>
        isDeepStrictEqual([...row[`${part}_labels`]].sort(), [...labelsOf(visibility![part], row.library_id)].sort()),
      )
    );
  }

  /** To rows that nothing stands against. Answers their versions afterwards. */
  async act(verb: BatchKind, rows: readonly ItemRow[], said: VerbSaid, caller: Caller): Promise<Map<number, number>> {
    this.db.requireTransaction(`to ${verb} items`);
    if (rows.length === 0) return new Map();
    const done = await this.do(verb, rows, said, caller);
    await this.audit.recordAll(
      caller,
      `item.${verb}`,
      rows.map((row) => ({ libraryId: row.library_id, kind: 'item', pid: row.pid, title: row.title })),
      {
        ...(said.note ? { note: said.note } : {}),
        ...(verb === 'visibility' ? { visibility: said.visibility } : {}),
        ...(verb === 'publish' && rows.length === 1 ? { revision: rows[0]!.head_revision } : {}),
        ...(said.batch ? { batch: said.batch } : {}),
        ...(said.kept ? { kept: said.kept } : {}),
      },
    );
    return done;
  }

  private do(verb: BatchKind, rows: readonly ItemRow[], said: VerbSaid, caller: Caller): Promise<Map<number, number>> {
    switch (verb) {
      case 'submit':
        return this.submit(rows, caller);
      case 'publish':
        return this.publish(rows, said.note ?? '', caller);
      case 'withdraw':
        return this.withdraw(rows, caller);
      case 'restore':
        return this.move(rows, 'draft', caller);
      case 'remove':
        return this.move(rows, 'removed', caller);
      case 'visibility':
        return this.open(rows, said.visibility!, caller);
    }
  }

  /** What the reviewers said of these heads. */
  async review(
    rows: readonly ItemRow[],
    review: 'submitted' | 'approved' | 'returned' | null,
    note: string,
    by: number | null,
  ): Promise<void> {
    await this.db.query(
      `UPDATE item_revision head SET review = $2, review_note = $3, reviewed_by = $4 FROM item
        WHERE item.id = ANY ($1) AND head.item_id = ANY ($1) AND head.item_id = item.id AND head.number = item.head_revision`,
      [idsOf(rows), review, note, by],
    );
  }

  async move(
    rows: readonly ItemRow[],
    state: ItemState,
    caller: Caller,
    /** What changes with it, and where that is from: `$4` are its parameters. */
    { set = '', from = '', parameters = [] }: { set?: string; from?: string; parameters?: unknown[] } = {},
  ): Promise<Map<number, number>> {
    try {
      const moved = await this.db.query<{ id: number; version: number }>(
        `UPDATE item SET state = $2, version = version + 1, updated_at = now(), updated_by = $3 ${set && `, ${set}`}
         ${from} WHERE item.id = ANY ($1) ${from && 'AND item.id = source.id'} RETURNING item.id, item.version`,
        [idsOf(rows), state, caller.accountId, ...parameters],
      );
      return new Map(moved.map(({ id, version }) => [id, version]));
    } catch (error) {
      // A removed item gave its identifier free, and another has taken it in this moment.
      if ((error as { constraint?: string }).constraint === 'item_identifier_key') {
        throw new Problem('item.identifier-taken', { identifier: rows[0]?.identifier ?? '' });
      }
      throw error;
    }
  }

  private async submit(rows: readonly ItemRow[], caller: Caller): Promise<Map<number, number>> {
    await this.review(rows, 'submitted', '', caller.accountId);
    return this.move(rows, 'submitted', caller, { set: 'submitted_revision = head_revision' });
  }

  private async publish(rows: readonly ItemRow[], note: string, caller: Caller): Promise<Map<number, number>> {
    await this.review(rows, 'approved', note, caller.accountId);
    const days = await this.kinDays(rows);
    const done = await this.move(rows, 'published', caller, {
      set: `published_revision = head_revision, submitted_revision = NULL, published_at = now(), withdrawn_at = NULL,
        first_published_at = coalesce(first_published_at, now()), kin_day = source.day`,
      from: `FROM unnest($1::bigint[], $4::int[]) AS source (id, day)`,
      parameters: [rows.map(({ id }) => days.get(id) ?? null)],
    });
    await this.release.give(idsOf(rows));
    const [fresh, known] = [rows.filter(isNew), rows.filter((row) => !isNew(row))];
    await this.outbox.touch(idsOf(fresh), 'publication');
    await this.outbox.touch(idsOf(known), 'change');
    return done;
  }

  private async withdraw(rows: readonly ItemRow[], caller: Caller): Promise<Map<number, number>> {
    await this.release.take(idsOf(rows));
    const set = 'published_revision = NULL, submitted_revision = NULL, withdrawn_at = now()';
    const done = await this.move(rows, 'withdrawn', caller, { set });
    await this.outbox.touch(idsOf(rows), 'withdrawal');
    return done;
  }

  /** In force at once and for every version: what readers may see is policy, not part of a revision. */
  private async open(rows: readonly ItemRow[], visibility: Visibility, caller: Caller): Promise<Map<number, number>> {
    const done = new Map<number, number>();
    for (const libraryId of new Set(rows.map((row) => row.library_id))) {
      const own = rows.filter((row) => row.library_id === libraryId);
      const changed = await this.db.query<{ id: number; version: number }>(
        `UPDATE item SET ${parts.map((part, at) => `${part}_labels = $${at + 3}`).join(', ')},
           version = version + 1, updated_at = now(), updated_by = $2 WHERE id = ANY ($1) RETURNING id, version`,
        [idsOf(own), caller.accountId, ...parts.map((part) => labelsOf(visibility[part], libraryId))],
      );
      for (const { id, version } of changed) done.set(id, version);
    }
    await this.outbox.touch(idsOf(rows.filter((row) => !isNew(row))), 'visibility');
    return done;
  }

  /** The day by which readers see each stand in its family: when it was rubbed, else when it was made. */
  private async kinDays(rows: readonly ItemRow[]): Promise<Map<number, number>> {
    const configs = await this.schema.configsOf(rows.map((row) => row.collection_id));
    const heads = await this.items.headValues(idsOf(rows));
    const found = new Map<number, number>();
    for (const row of rows) {
      const { fields } = configs.get(row.collection_id)!.schema;
      const dates = [fields.find((one) => one.core === 'rubbed'), fields.find((one) => one.core === 'date')];
      const days = dates.flatMap((field) =>
        field && !field.removed && !field.internal
          ? (heads.get(row.id)?.[field.id] ?? []).map(
              (stored) => this.valueRules.forms.indexOf(field, stored).days?.[0],
            )
          : [],
      );
      const day = days.find((one) => one !== undefined);
      if (day !== undefined) found.set(row.id, day);
    }
    return found;
  }

  private async incomplete(rows: readonly ItemRow[]): Promise<[number, Problem][]> {
    if (rows.length === 0) return [];
    const configs = await this.schema.configsOf(rows.map((row) => row.collection_id));
    const heads = await this.items.headValues(idsOf(rows));
    const checked = await this.valueRules.checkAll(
      rows.map((row) => ({
        config: configs.get(row.collection_id)!,
        values: heads.get(row.id) ?? {},
        libraryId: row.library_id,
      })),
      'publish',
    );
    return rows.flatMap((row, at): [number, Problem][] => {
      const { problems } = checked[at]!;
      return problems.length > 0
        ? [[row.id, new Problem('item.incomplete', { count: problems.length }, problems)]]
        : [];
    });
  }

  /** What was removed gave its identifier free: another may have it, or get it here before it. */
  async identifiersTaken(rows: readonly ItemRow[]): Promise<[number, Problem][]> {
    const removed = rows.filter(({ state, identifier }) => state === 'removed' && identifier !== null);
    if (removed.length === 0) return [];
    const taken = await this.db.query<{ id: number }>(
      `SELECT id FROM (SELECT item.id, item.library_id, item.identifier,
           row_number() OVER (PARTITION BY item.library_id, item.identifier ORDER BY item.id) AS nth FROM item WHERE item.id = ANY ($1)) AS mine
        WHERE nth > 1 OR EXISTS (SELECT 1 FROM item other WHERE other.library_id = mine.library_id
          AND other.identifier = mine.identifier AND other.state <> 'removed')`,
      [idsOf(removed)],
    );
    const ids = new Set(taken.map(({ id }) => id));
    return removed
      .filter(({ id }) => ids.has(id))
      .map(({ id, identifier }) => [id, new Problem('item.identifier-taken', { identifier })]);
  }
}

const idsOf = (rows: readonly ItemRow[]): number[] => rows.map(({ id }) => id);
const isNew = (row: ItemRow): boolean => row.published_revision === null;

/** The state that it is in, where nothing can be done to it so. */
function wrongState(verb: BatchKind, row: ItemRow): ItemState | undefined {
  if (verb === 'visibility') return undefined;
  if (verb === 'withdraw') return isNew(row) ? row.state : undefined;
  if (verb === 'remove' && !isNew(row)) return 'published';
  return startsFrom[verb].includes(row.state) ? undefined : row.state;
}
