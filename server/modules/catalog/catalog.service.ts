import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import { may } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { fold } from '../../contract/text/index.js';
import type { CollectionConfig } from '../../contract/collection.js';
import type { Values } from '../../contract/values.js';
import { labelsOf, openVisibility, type Visibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemDetails } from './item.details.js';
import { type Head, ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { NumberService } from './number.service.js';

/** New values for one item, as a form or an import row brings them. */
export interface Entry {
  row: ItemRow;
  values: Values;
  note: string;
}

/** Saving is batch-first: every way of writing values goes through `write`. */
@Injectable()
export class CatalogService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly details: ItemDetails,
    private readonly audit: AuditService,
    private readonly numbers: NumberService,
  ) {}

  async get(pid: string, caller: Caller): Promise<Answer<'GET /items/:item'>> {
    return this.details.of(await this.items.byPid(pid), caller);
  }

  async create(collectionPid: string, values: Values, caller: Caller): Promise<Answer<'GET /items/:item'>> {
    const row = await this.db.transaction(async () => {
      const collection = await this.schema.byPid(collectionPid);
      const started = { ...initialOf(await this.schema.configOf(collection.id)), ...values };
      const [created] = await this.createMany(collection, [{ values: started, note: '' }], caller);
      await this.audit.record(caller, 'item.create', {
        libraryId: created!.library_id,
        kind: 'item',
        pid: created!.pid,
        title: created!.title,
      });
      return created!;
    });
    return this.get(row.pid, caller);
  }

  /** Begins many items of one collection; used by forms, imports and the demo alike. */
  async createMany(
    collection: CollectionRow,
    entries: { values: Values; note: string; visibility?: Visibility }[],
    caller: Caller,
  ): Promise<ItemRow[]> {
    this.db.requireTransaction('creating items');
    const rows: ItemRow[] = [];
    for (const entry of entries) {
      const visibility = { ...openVisibility, ...collection.defaultVisibility, ...entry.visibility };
      const labels = (part: keyof Visibility) => labelsOf(visibility[part], collection.libraryId);
      const row = await this.db.one<ItemRow>(
        `INSERT INTO item (pid, library_id, collection_id, created_by, updated_by, metadata_labels, thumbnail_labels, image_labels,
           text_labels, download_labels, find_labels)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10) RETURNING *`,
        [
          newPid(),
          collection.libraryId,
          collection.id,
          caller.accountId,
          labels('metadata'),
          labels('thumbnail'),
          labels('image'),
          labels('text'),
          labels('download'),
          labels('find'),
        ],
      );
      rows.push(row!);
    }
    await this.write(
      rows.map((row, at) => ({ row, values: entries[at]!.values, note: entries[at]!.note })),
      caller,
    );
    const fresh = await this.items.lock(rows.map((row) => row.pid));
    return rows.map((row) => fresh.get(row.pid)!);
  }

  async save(
    pid: string,
    body: Input<'PUT /items/:item'>['body'],
    caller: Caller,
  ): Promise<Answer<'GET /items/:item'>> {
    await this.db.transaction(async () => {
      const row = await this.items.lockOne(pid, body.version);
      await this.write([{ row, values: body.values, note: body.note }], caller);
      await this.db.query(`DELETE FROM item_draft WHERE item_id = $1 AND account_id = $2`, [row.id, caller.accountId]);
      await this.audit.record(caller, 'item.save', { libraryId: row.library_id, kind: 'item', pid, title: row.title });
    });
    return this.get(pid, caller);
  }

  /** Checks and writes new heads of locked rows. Nothing is written when any of them is refused. */
  async write(entries: Entry[], caller: Caller): Promise<void> {
    const removed = entries.find(({ row }) => row.state === 'removed');
    if (removed) throw new Problem('item.wrong-state', { state: removed.row.state });
    const configs = await this.schema.configsOf(entries.map(({ row }) => row.collection_id));
    const configOf = (row: ItemRow): CollectionConfig => configs.get(row.collection_id)!;
    const kept = await this.withUnseen(entries, configOf);
    const all = await this.valueRules.checkAll(
      entries.map(({ row }, at) => ({ config: configOf(row), values: kept[at]!, libraryId: row.library_id })),
      'draft',
    );
    const heads = entries.map(({ row, note }, at): Head => {
      const { values, problems } = all[at]!;
      if (problems.length > 0) throw new Problem('item.invalid', { item: row.pid }, problems);
      const config = configOf(row);
      const title = this.valueRules.titleOf(config, values);
      return {
        itemId: row.id,
        schemaVersion: config.schemaVersion,
        values,
        title,
        titleFolded: fold(title),
        identifier: this.valueRules.identifierOf(config, values),
        state: stateAfterSave(row, caller),
        note,
        index: this.valueRules.project(config, values),
        links: this.valueRules.linksOf(config, values),
      };
    });
    await this.numbers.refuseReserved(
      entries.map(({ row }, at) => ({
        libraryId: row.library_id,
        collectionId: row.collection_id,
        identifier: heads[at]!.identifier,
      })),
    );
    await this.items.writeHeads(heads, caller);
  }

  /** Fields out of use are in no form: whoever saves without them has not thrown their values away. */
  private async withUnseen(entries: readonly Entry[], configOf: (row: ItemRow) => CollectionConfig): Promise<Values[]> {
    const unseen = entries.map(({ row, values }) =>
      row.head_revision === 0
        ? []
        : configOf(row).schema.fields.filter((field) => field.removed && values[field.id] === undefined),
    );
    const before = await this.items.headValues(
      entries.flatMap(({ row }, at) => (unseen[at]!.length > 0 ? [row.id] : [])),
    );
    return entries.map(({ row, values }, at) => {
      const head = before.get(row.id) ?? {};
      const kept = unseen[at]!.flatMap(({ id }) => (head[id] ? [[id, head[id]] as const] : []));
      return { ...Object.fromEntries(kept), ...values };
    });
  }

  async keepDraft(
    pid: string,
    body: Input<'PUT /items/:item/draft'>['body'],
    caller: Caller,
  ): Promise<Answer<'PUT /items/:item/draft'>> {
    const row = await this.items.byPid(pid);
    const [draft] = await this.db.query<{ updated_at: Date }>(
      `INSERT INTO item_draft (library_id, item_id, account_id, base_version, "values") VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (item_id, account_id) DO UPDATE SET base_version = excluded.base_version, "values" = excluded."values", updated_at = now()
       RETURNING updated_at`,
      [row.library_id, row.id, caller.accountId, body.baseVersion, JSON.stringify(body.values)],
    );
    return {
      updatedAt: draft!.updated_at.toISOString(),
      version: row.version,
      editors: await this.details.editors(row.id, caller),
    };
  }

  async dropDraft(pid: string, caller: Caller): Promise<{ done: true }> {
    const row = await this.items.byPid(pid);
    await this.db.query(`DELETE FROM item_draft WHERE item_id = $1 AND account_id = $2`, [row.id, caller.accountId]);
    return { done: true };
  }
}

/** What a record is begun with; imports and programs say all they mean themselves. */
export function initialOf({ schema }: CollectionConfig): Values {
  return Object.fromEntries(
    schema.fields.flatMap(({ id, initial, removed }) => (initial && !removed ? [[id, initial] as const] : [])),
  );
}

/** What becomes of the head's state when it is changed: review always belongs to what was handed in. */
export function stateAfterSave(row: ItemRow, caller: Caller): ItemState {
  const reviews = may(caller.grants, 'item.review', { libraryId: row.library_id, collectionId: row.collection_id });
  if (row.state === 'submitted' && reviews) return 'submitted';
  return row.state === 'withdrawn' ? 'withdrawn' : 'draft';
}
