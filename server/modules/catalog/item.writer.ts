import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig } from '../../contract/collection.js';
import { may } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { fold } from '../../contract/text/index.js';
import type { Values } from '../../contract/values.js';
import { labelsOf, openVisibility, type Part, parts, type Visibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemIdentifiers } from './item.identifiers.js';
import { type Head, ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';

/** New values for one item, as a form or an import row brings them. */
export interface Entry {
  row: ItemRow;
  values: Values;
  note: string;
}

export interface NewEntry {
  values: Values;
  note: string;
  visibility?: Visibility;
}

/** An item's place, and its row where it has one. */
interface Given {
  row: ItemRow | null;
  libraryId: number;
  collectionId: number;
  values: Values;
  note: string;
}

type Draft = Omit<Head, 'itemId'>;

/** What stands against a record, or that it says what stood there before, or null; in the order in which they were given. */
export type Outcomes = (Problem | 'same' | null)[];

/**
 * Saving is batch-first: every way of writing values goes through here. All records are looked at together, and each
 * says for itself what is wrong with it; one that is refused keeps no other out, unless whoever saves wants all or none.
 */
@Injectable()
export class ItemWriter {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly identifiers: ItemIdentifiers,
  ) {}

  /** Checks and writes new heads of locked rows. Whoever calls this in a transaction writes all of them or none. */
  async write(entries: Entry[], caller: Caller): Promise<void> {
    throwFirst(await this.writeEach(entries, caller));
  }

  /** The same, where those that can be saved are. What is brought again as it stands makes no revision that says nothing. */
  async writeEach(entries: Entry[], caller: Caller, unless: 'same' | 'never' = 'never'): Promise<Outcomes> {
    const drafts = await this.examine(
      entries.map((entry) => ({ ...entry, libraryId: entry.row.library_id, collectionId: entry.row.collection_id })),
      caller,
    );
    const heads = unless === 'same' ? await this.items.headValues(entries.map(({ row }) => row.id)) : new Map();
    const outcomes = drafts.map((draft, at) => {
      if (draft instanceof Problem) return draft;
      return isDeepStrictEqual(heads.get(entries[at]!.row.id), draft.values) ? 'same' : null;
    });
    await this.items.writeHeads(
      drafts.flatMap((draft, at) =>
        outcomes[at] === null ? [{ ...(draft as Draft), itemId: entries[at]!.row.id }] : [],
      ),
      caller,
    );
    return outcomes;
  }

  /** Begins many items of one collection; used by forms, imports and the demo alike. */
  async create(collection: CollectionRow, entries: NewEntry[], caller: Caller): Promise<ItemRow[]> {
    const made = await this.createEach(collection, entries, caller);
    throwFirst(made.map((one) => (one instanceof Problem ? one : null)));
    return made as ItemRow[];
  }

  async createEach(collection: CollectionRow, entries: NewEntry[], caller: Caller): Promise<(ItemRow | Problem)[]> {
    this.db.requireTransaction('creating items');
    const place = { row: null, libraryId: collection.libraryId, collectionId: collection.id };
    const drafts = await this.examine(
      entries.map((entry) => ({ ...entry, ...place })),
      caller,
    );
    const wanted = entries.filter((_, at) => !(drafts[at] instanceof Problem));
    const begun = await this.insert(collection, wanted, caller);
    const made = drafts.map((draft) => (draft instanceof Problem ? null : begun.shift()!));
    const heads = drafts.flatMap((draft, at) => (draft instanceof Problem ? [] : [{ ...draft, itemId: made[at]!.id }]));
    await this.items.writeHeads(heads, caller);
    const rows = await this.items.lockIds(made.flatMap((one) => one?.id ?? []));
    return drafts.map((draft, at) => (draft instanceof Problem ? draft : rows.get(made[at]!.id)!));
  }

  /** Their rows, in the order of the entries. */
  private async insert(
    collection: CollectionRow,
    entries: { visibility?: Visibility }[],
    caller: Caller,
  ): Promise<{ id: number }[]> {
    const made: { id: number }[] = [];
    const columns = (of: (part: Part) => string) => parts.map(of).join(', ');
    // Among a million a new public id is now and then one that is there: whoever got it is given another.
    let left = entries.map((entry, at) => ({ ...entry, at }));
    while (left.length > 0) {
      const given = new Map(left.map((entry) => [newPid(), entry]));
      const labelled = [...given].map(([pid, { visibility }]) => {
        const shown = { ...openVisibility, ...collection.defaultVisibility, ...visibility };
        return { pid, ...Object.fromEntries(parts.map((part) => [part, labelsOf(shown[part], collection.libraryId)])) };
      });
      const rows = await this.db.query<{ id: number; pid: string }>(
        `INSERT INTO item (pid, library_id, collection_id, created_by, updated_by, ${columns((part) => `${part}_labels`)})
         SELECT made.pid, $2, $3, $4, $4, ${columns((part) => `made.${part}`)}
         FROM jsonb_to_recordset($1) AS made (pid text, ${columns((part) => `${part} text[]`)})
         ON CONFLICT (pid) DO NOTHING RETURNING id, pid`,
        [JSON.stringify(labelled), collection.libraryId, collection.id, caller.accountId],
      );
      for (const { id, pid } of rows) made[given.get(pid)!.at] = { id };
      left = left.filter(({ at }) => !made[at]);
    }
    return made;
  }

  /** New heads in their stored form, or what stands against each. */
  private async examine(records: Given[], caller: Caller): Promise<(Draft | Problem)[]> {
    const configs = await this.schema.configsOf(records.map(({ collectionId }) => collectionId));
    const configOf = ({ collectionId }: { collectionId: number }): CollectionConfig => configs.get(collectionId)!;
    const kept = await this.withUnseen(records, configOf);
    const checked = await this.valueRules.checkAll(
      records.map((record, at) => ({ config: configOf(record), values: kept[at]!, libraryId: record.libraryId })),
      'draft',
    );
    const drafts = records.map((record, at): Draft | Problem => {
      if (record.row?.state === 'removed') return new Problem('item.wrong-state', { state: 'removed' });
      const { values, problems } = checked[at]!;
      if (problems.length > 0) return new Problem('item.invalid', record.row ? { item: record.row.pid } : {}, problems);
      const config = configOf(record);
      const title = this.valueRules.forms.titleOf(config, values);
      return {
        collectionId: record.collectionId,
        schemaVersion: config.schemaVersion,
        values,
        title,
        titleFolded: fold(title),
        identifier: this.valueRules.forms.identifierOf(config, values),
        state: record.row ? stateAfterSave(record.row, caller) : 'draft',
        note: record.note,
        index: this.valueRules.forms.project(config, values),
        links: this.valueRules.links.linksOf(config, values),
      };
    });
    const asked = drafts.flatMap((draft, at) => {
      if (draft instanceof Problem) return [];
      const { row, libraryId, collectionId } = records[at]!;
      const borne = this.valueRules.forms.identifierIn(configOf(records[at]!), draft.values);
      return borne ? [{ at, itemId: row?.id ?? null, libraryId, collectionId, ...borne }] : [];
    });
    const refused = await this.identifiers.refused(asked, caller);
    return drafts.map((draft, at) => refused.get(at) ?? draft);
  }

  /** Fields out of use are in no form: whoever saves without them has not thrown their values away. */
  private async withUnseen(
    records: readonly Given[],
    configOf: (record: Given) => CollectionConfig,
  ): Promise<Values[]> {
    const unseen = records.map((record) =>
      (record.row?.head_revision ?? 0) === 0
        ? []
        : configOf(record).schema.fields.filter((field) => field.removed && record.values[field.id] === undefined),
    );
    const before = await this.items.headValues(
      records.flatMap(({ row }, at) => (row && unseen[at]!.length > 0 ? [row.id] : [])),
    );
    return records.map(({ row, values }, at) => {
      const head = (row && before.get(row.id)) ?? {};
      const kept = unseen[at]!.flatMap(({ id }) => (head[id] ? [[id, head[id]] as const] : []));
      return { ...Object.fromEntries(kept), ...values };
    });
  }
}

function throwFirst(outcomes: Outcomes): void {
  const first = outcomes.find((one) => one instanceof Problem);
  if (first) throw first;
}

/**
 * What becomes of the head's state when it is changed: review always belongs to what was handed in. What was taken from
 * readers, or out of the collection, comes back by a word of its own, and not because somebody changed what is beside it.
 */
export function stateAfterSave(row: ItemRow, caller: Caller): ItemState {
  const reviews = may(caller.grants, 'item.review', { libraryId: row.library_id, collectionId: row.collection_id });
  if (row.state === 'submitted' && reviews) return 'submitted';
  return row.state === 'withdrawn' || row.state === 'removed' ? row.state : 'draft';
}
