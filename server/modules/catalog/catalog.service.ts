import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig } from '../../contract/collection.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { DraftService } from './draft.service.js';
import { ItemDetails } from './item.details.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { type Entry, ItemWriter, type NewEntry } from './item.writer.js';

/** Records as forms begin and save them. */
@Injectable()
export class CatalogService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly schema: SchemaService,
    private readonly writer: ItemWriter,
    private readonly details: ItemDetails,
    private readonly drafts: DraftService,
    private readonly audit: AuditService,
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
  createMany(collection: CollectionRow, entries: NewEntry[], caller: Caller): Promise<ItemRow[]> {
    return this.writer.create(collection, entries, caller);
  }

  async save(
    pid: string,
    body: Input<'PUT /items/:item'>['body'],
    caller: Caller,
  ): Promise<Answer<'GET /items/:item'>> {
    await this.db.transaction(async () => {
      const row = await this.items.lockOne(pid, body.version);
      await this.write([{ row, values: body.values, note: body.note }], caller);
      await this.drafts.settle(row.id, caller);
      await this.audit.record(caller, 'item.save', { libraryId: row.library_id, kind: 'item', pid, title: row.title });
    });
    return this.get(pid, caller);
  }

  /** All of them or none. */
  write(entries: Entry[], caller: Caller): Promise<void> {
    return this.writer.write(entries, caller);
  }
}

/** What a record is begun with; imports and programs say all they mean themselves. */
export function initialOf({ schema }: CollectionConfig): Values {
  return Object.fromEntries(
    schema.fields.flatMap(({ id, initial, removed }) => (initial && !removed ? [[id, initial] as const] : [])),
  );
}
