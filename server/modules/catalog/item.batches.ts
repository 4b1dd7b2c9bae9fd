import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type BatchKind, batchKinds, batchPermissions } from '../../contract/api/batch.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { AccessService } from '../access/access.service.js';
import type { BatchItem, BatchOrder, BatchSaid, ItemVerb, Outcome, Verdict, Why } from '../batch/batch.verb.js';
import { BatchVerbsService } from '../batch/batch.verbs.service.js';
import { ItemList } from './item.list.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { ItemStanding, type PutBack, type Standing } from './item.standing.js';
import { ItemVerbs } from './item.verbs.js';

/** The verbs of items as batches do them: planned, done where nobody was at the item since, and put back the same way. */
@Injectable()
export class ItemBatches implements OnModuleInit {
  constructor(
    private readonly verbs: ItemVerbs,
    private readonly standing: ItemStanding,
    private readonly items: ItemRepository,
    private readonly lists: ItemList,
    private readonly access: AccessService,
    private readonly batches: BatchVerbsService,
  ) {}

  onModuleInit(): void {
    for (const kind of batchKinds) {
      const verb: ItemVerb = {
        kind,
        noun: 'batch',
        assert: (caller, order, step) => {
          for (const permission of batchPermissions[kind][step])
            this.access.assert(caller, permission, order, 'batch.not-found');
        },
        select: async ({ collectionId, selection }) => this.lists.everything(collectionId!, selection ?? {}),
        plan: ({ parameters }, rows) => this.plan(kind, parameters, rows),
        apply: (order, rows, caller) => this.apply(kind, order, rows, caller),
        undo: (order, rows, caller) => this.undo(order, rows, caller),
      };
      this.batches.register(verb);
    }
  }

  private async plan(kind: BatchKind, parameters: BatchSaid, rows: BatchItem[]): Promise<Verdict[]> {
    const found = await this.items.byIds(rows.map(({ itemId }) => itemId));
    const asked = [...found.values()].filter((row) => !this.verbs.same(kind, row, parameters));
    const refused = await this.verbs.refusals(kind, asked);
    return rows.map(({ at, itemId }) => {
      const row = found.get(itemId);
      if (!row)
        return { at, action: 'cannot', version: null, before: null, problem: whyOf(new Problem('item.not-found')) };
      const problem = refused.get(row.id);
      const same = this.verbs.same(kind, row, parameters);
      return {
        ...{ at, version: row.version, before: { state: row.state } },
        action: problem ? 'cannot' : same ? 'same' : 'do',
        problem: problem ? whyOf(problem) : null,
      };
    });
  }

  private async apply(
    kind: BatchKind,
    { parameters, pid }: BatchOrder,
    rows: BatchItem[],
    caller: Caller,
  ): Promise<Outcome[]> {
    const { found, left } = await this.untouched(rows, ({ version }) => version);
    const refused = await this.verbs.refusals(kind, [...found.values()]);
    const good = [...found.values()].filter(({ id }) => !refused.has(id));
    const before = await this.standing.of(good);
    const done = await this.verbs.act(kind, good, { ...parameters, batch: pid }, caller);
    return rows.map(({ at, itemId }) => {
      const problem = left.get(itemId) ?? refused.get(itemId);
      if (problem) return { at, written: null, before: null, problem: whyOf(problem) };
      return { at, written: done.get(itemId)!, before: before.get(itemId) as unknown as Json, problem: null };
    });
  }

  private async undo(order: BatchOrder, rows: BatchItem[], caller: Caller): Promise<Outcome[]> {
    const { found, left } = await this.untouched(rows, ({ written }) => written);
    const entries = rows.flatMap(({ itemId, before }): PutBack[] => {
      const row = found.get(itemId);
      return row ? [{ row, before: before as unknown as Standing }] : [];
    });
    const refused = await this.standing.refusals(entries);
    await this.standing.putBack(
      entries.filter(({ row }) => !refused.has(row.id)),
      order,
      caller,
    );
    return rows.map(({ at, itemId }) => {
      const problem = left.get(itemId) ?? refused.get(itemId);
      return { at, written: null, before: null, problem: problem ? whyOf(problem) : null };
    });
  }

  /** Locked, and as they were then: what somebody was at since is left. */
  private async untouched(
    rows: BatchItem[],
    versionOf: (row: BatchItem) => number | null,
  ): Promise<{ found: Map<number, ItemRow>; left: Map<number, Problem> }> {
    const locked = await this.items.lockIds(rows.map(({ itemId }) => itemId));
    const left = new Map<number, Problem>();
    const changed = rows.filter((one) => locked.get(one.itemId)?.version !== versionOf(one));
    const names = await this.items.namesOf(changed.flatMap(({ itemId }) => locked.get(itemId)?.updated_by ?? []));
    for (const { itemId } of changed) {
      const row = locked.get(itemId);
      locked.delete(itemId);
      left.set(
        itemId,
        row
          ? new Problem('item.changed', {
              version: row.version,
              updatedBy: names.get(row.updated_by ?? 0) ?? null,
              updatedAt: row.updated_at.toISOString(),
            })
          : new Problem('item.not-found'),
      );
    }
    return { found: locked, left };
  }
}

const whyOf = ({ code, params, fields }: Problem): Why => ({ code, params, fields });
