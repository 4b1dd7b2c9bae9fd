import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { type Act, type Answer, may, WaysBack } from '../recent/ways.back.js';
import { haltedOf, isUnderWay, type StoredBatch } from './batch.row.js';
import { BatchStore } from './batch.store.js';
import { BatchVerbsService } from './batch.verbs.service.js';

const ofItems = ['batch.apply', 'item.withdraw', 'item.restore', 'item.remove', 'item.visibility'];
const ofFiles = ['agent.import', 'place.import', 'vocabulary.import'];

/** Whatever was done by a batch, to many or to one, is taken back by the batch. */
@Injectable()
export class BatchWaysBack implements OnModuleInit {
  constructor(
    private readonly ways: WaysBack,
    private readonly store: BatchStore,
    private readonly verbs: BatchVerbsService,
  ) {}

  onModuleInit(): void {
    this.ways.register([...ofItems, ...ofFiles], (acts, caller) => this.find(acts, caller));
  }

  private async find(acts: readonly Act[], caller: Caller): Promise<Map<number, Answer>> {
    const { batches, touched } = await this.store.seekAll(acts.map(({ detail }) => String(detail.kept)));
    const known = new Map(batches.map((batch) => [batch.pid, batch]));
    return new Map(
      acts.flatMap(({ id, detail }): [number, Answer][] => {
        const batch = known.get(String(detail.kept));
        return batch ? [[id, this.answer(batch, touched.has(batch.pid), caller)]] : [];
      }),
    );
  }

  private answer(batch: StoredBatch, touched: boolean, caller: Caller): Answer {
    const { state, counts, kind, pid, collection } = batch;
    if (state === 'undone') return counts.undone ? 'undone' : 'changed';
    const halted = haltedOf(batch) !== undefined;
    if (isUnderWay(batch) && !(halted && state === 'applying')) return 'running';
    if (!counts.done) return 'nothing';
    if (touched) return 'changed';
    if (!may(() => this.verbs.of(kind).assert(caller, batch, 'undo'))) return 'denied';
    return kind === 'authorities'
      ? { by: 'import', import: pid }
      : { by: 'batch', batch: pid, collection: collection! };
  }
}
