import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { BatchKind } from '../../contract/api/batch.routes.js';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import type { Visibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { BatchService } from '../batch/batch.service.js';
import { ItemDetails } from './item.details.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { ItemStanding } from './item.standing.js';
import { ItemVerbs, type VerbSaid } from './item.verbs.js';

/** What takes something from readers or colleagues: it can be taken back for as long as a batch can. */
const kept: readonly BatchKind[] = ['withdraw', 'restore', 'remove', 'visibility'];

type Detail = Answer<'GET /items/:item'>;

/** One item from the first draft to what readers see, and back. Each step locks the row and says what it did. */
@Injectable()
export class WorkflowService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly verbs: ItemVerbs,
    private readonly details: ItemDetails,
    private readonly standing: ItemStanding,
    private readonly batches: BatchService,
    private readonly audit: AuditService,
  ) {}

  submit(pid: string, version: number, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, (row) => this.act('submit', row, {}, caller));
  }

  publish(pid: string, version: number, note: string, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, (row) => this.publishRow(row, note, caller));
  }

  withdraw(pid: string, note: string, caller: Caller): Promise<Detail> {
    return this.step(pid, undefined, caller, (row) => this.act('withdraw', row, { note }, caller));
  }

  return(pid: string, version: number, note: string, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, async (row) => {
      expect(row, 'submitted');
      await this.verbs.review([row], 'returned', note, caller.accountId);
      await this.verbs.move([row], 'returned', caller);
      await this.record('item.return', row, caller, { note });
    });
  }

  recall(pid: string, version: number, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, async (row) => {
      expect(row, 'submitted');
      await this.verbs.review([row], null, '', null);
      await this.verbs.move([row], 'draft', caller, { set: 'submitted_revision = NULL' });
      await this.record('item.recall', row, caller);
    });
  }

  restore(pid: string, caller: Caller): Promise<Detail> {
    return this.step(pid, undefined, caller, (row) => this.act('restore', row, {}, caller));
  }

  async remove(pid: string, caller: Caller): Promise<{ done: true }> {
    await this.db.transaction(async () => this.act('remove', await this.items.lockOne(pid), {}, caller));
    return { done: true };
  }

  setVisibility(pid: string, version: number, visibility: Visibility, caller: Caller): Promise<Detail> {
    return this.step(pid, version, caller, (row) => this.act('visibility', row, { visibility }, caller));
  }

  publishRow(row: ItemRow, note: string, caller: Caller): Promise<void> {
    return this.act('publish', row, { note }, caller);
  }

  private async act(verb: BatchKind, row: ItemRow, said: VerbSaid, caller: Caller): Promise<void> {
    const refused = (await this.verbs.refusals(verb, [row])).get(row.id);
    if (refused) throw refused;
    if (!kept.includes(verb)) {
      await this.verbs.act(verb, [row], said, caller);
      return;
    }
    const before = (await this.standing.of([row])).get(row.id);
    const pid = newPid();
    const done = await this.verbs.act(verb, [row], { ...said, kept: pid }, caller);
    const { id: itemId, library_id: libraryId, collection_id: collectionId, version } = row;
    const one = { kind: verb, itemId, libraryId, collectionId, version, written: done.get(row.id)! };
    await this.batches.keepAlone(pid, { ...one, before: before as unknown as Json }, caller);
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

function expect(row: ItemRow, ...states: ItemState[]): void {
  if (!states.includes(row.state)) throw new Problem('item.wrong-state', { state: row.state });
}
