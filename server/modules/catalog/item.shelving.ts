import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import { may } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { isDeadlock } from '../../platform/database/lost.connection.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { type CollectionRow, SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { ItemWriter } from './item.writer.js';

type Sent = Input<'PUT /collections/:collection/items'>['body']['items'][number];
type Result = Answer<'PUT /collections/:collection/items'>['results'][number];

const refusal = ({ code, params, fields }: Problem): Result => ({
  outcome: 'refused',
  item: null,
  version: null,
  code,
  params: params as Record<string, Json>,
  troubles: fields as Result['troubles'],
});
const saved = (outcome: Result['outcome'], row: ItemRow): Result => ({
  ...{ outcome, item: row.pid, version: row.version, code: null, params: {}, troubles: [] },
});

const mostAttempts = 5;

/**
 * Somebody brought the same identifiers in the same moment, so that nothing was written: looked at again, each record finds
 * the one that is there now. What can be told of a record is told of it, and not thrown.
 */
const isCrossed = (error: unknown): boolean =>
  error instanceof Problem ? error.code === 'item.identifier-taken' : isDeadlock(error);

/** Many records at once: each is the one that it names, the one that has its identifier, or a new one. */
@Injectable()
export class ItemShelving {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly writer: ItemWriter,
    private readonly audit: AuditService,
  ) {}

  async save(collectionPid: string, sent: Sent[], caller: Caller): Promise<{ results: Result[] }> {
    const collection = await this.schema.byPid(collectionPid);
    for (let attempt = 1; ; attempt++) {
      try {
        return { results: await this.saveOnce(collection, sent, caller) };
      } catch (error) {
        if (attempt === mostAttempts || !isCrossed(error)) throw error;
      }
    }
  }

  private saveOnce(collection: CollectionRow, sent: Sent[], caller: Caller): Promise<Result[]> {
    return this.db.transaction(async () => {
      const found = await this.find(collection, sent);
      const all: (Result | undefined)[] = found.map((one) => (one instanceof Problem ? refusal(one) : undefined));
      await this.write(sent, found, all, caller);
      await this.create(collection, sent, found, all, caller);
      await this.say(collection, all as Result[], caller);
      return all as Result[];
    });
  }

  /** The locked row of each; null where it is new. */
  private async find(collection: CollectionRow, sent: Sent[]): Promise<(ItemRow | Problem | null)[]> {
    const config = await this.schema.configOf(collection.id);
    const identifiers = sent.map(({ item, values }) => {
      // What cannot even be read has no identifier, and is refused with its reason when it is checked.
      try {
        return item ? null : this.valueRules.forms.identifierOf(config, values);
      } catch {
        return null;
      }
    });
    const known = await this.db.query<{ pid: string; identifier: string }>(
      `SELECT pid, identifier FROM item WHERE library_id = $1 AND collection_id = $2 AND identifier = ANY ($3) AND state <> 'removed'`,
      [collection.libraryId, collection.id, identifiers.filter((one) => one !== null)],
    );
    const byIdentifier = new Map(known.map(({ pid, identifier }) => [identifier, pid]));
    const pids = sent.map(({ item }, at) => item ?? byIdentifier.get(identifiers[at] ?? '') ?? null);
    const rows = await this.items.lock(pids.filter((pid) => pid !== null));
    const seen = new Set<string>();
    return pids.map((pid, at) => {
      if (pid === null) return null;
      const row = rows.get(pid);
      if (!row || row.collection_id !== collection.id) return new Problem('item.not-found');
      const { version } = sent[at]!;
      if (version !== undefined && version !== row.version)
        return new Problem('item.changed', { version: row.version });
      // Two that are one record: the second would undo the first.
      if (seen.has(pid)) return new Problem('item.changed', { version: row.version });
      seen.add(pid);
      return row;
    });
  }

  private async write(
    sent: Sent[],
    found: (ItemRow | Problem | null)[],
    all: (Result | undefined)[],
    caller: Caller,
  ): Promise<void> {
    const known = found.flatMap((row, at) => (row && !(row instanceof Problem) ? [{ at, row }] : []));
    const outcomes = await this.writer.writeEach(
      known.map(({ at, row }) => ({ row, values: sent[at]!.values, note: sent[at]!.note })),
      caller,
      'same',
    );
    const done: ItemRow[] = [];
    for (const [nth, { at, row }] of known.entries()) {
      const outcome = outcomes[nth]!;
      if (outcome instanceof Problem) all[at] = refusal(outcome);
      else if (outcome === 'same') all[at] = saved('same', row);
      else {
        all[at] = saved('saved', { ...row, version: row.version + 1 });
        done.push(row);
      }
    }
    await this.record(caller, 'item.save', done);
  }

  private async create(
    collection: CollectionRow,
    sent: Sent[],
    found: (ItemRow | Problem | null)[],
    all: (Result | undefined)[],
    caller: Caller,
  ): Promise<void> {
    const fresh = found.flatMap((row, at) => (row === null ? [at] : []));
    if (fresh.length === 0) return;
    if (!may(caller.grants, 'item.create', { libraryId: collection.libraryId, collectionId: collection.id }))
      throw new Problem('access.denied');
    const made = await this.writer.createEach(
      collection,
      fresh.map((at) => ({ values: sent[at]!.values, note: sent[at]!.note })),
      caller,
    );
    for (const [nth, at] of fresh.entries()) {
      const one = made[nth]!;
      all[at] = one instanceof Problem ? refusal(one) : saved('created', one);
    }
    await this.record(
      caller,
      'item.create',
      made.flatMap((one) => (one instanceof Problem ? [] : [one])),
    );
  }

  /** One line for all of them; those of single records are found by the record. */
  private async say(collection: CollectionRow, all: Result[], caller: Caller): Promise<void> {
    const of = (outcome: Result['outcome']) => all.filter((one) => one.outcome === outcome).length;
    const counts = { created: of('created'), saved: of('saved'), refused: of('refused') };
    if (counts.created + counts.saved === 0) return;
    const title = localize(collection.name, 'zh-CN');
    const subject: AuditSubject = { libraryId: collection.libraryId, kind: 'collection', pid: collection.pid, title };
    await this.audit.record(caller, 'item.save-many', subject, counts);
  }

  private record(caller: Caller, action: string, rows: ItemRow[]): Promise<void> {
    const subjects = rows.map((row): AuditSubject => ({
      libraryId: row.library_id,
      kind: 'item',
      pid: row.pid,
      title: row.title,
    }));
    return this.audit.recordAll(caller, action, subjects, { batch: caller.requestId });
  }
}
