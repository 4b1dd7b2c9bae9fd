import type { Client } from '@opensearch-project/opensearch';
import { Problem } from '../../../contract/problems.js';
import type { Indexed } from '../search.document.js';
import { Bulk, type Line, type Outcome } from './bulk.js';
import { isNothing, type Leaves, pagesOf, readLeaves, type Turn, turn } from './leaves.js';
import { claimLine, itemLine, pageLines } from './writing.js';

/** Somebody who writes the same items at once is done sooner or later. */
const mostAttempts = 20;

interface Stamp {
  seq: number;
  term: number;
}

interface Held extends Stamp {
  version: number;
  leaves: Leaves;
}

interface Plan {
  document: Indexed;
  held: Held | null;
  turn: Turn;
}

const idOf = ({ document }: Plan): string => String(document.itemId);

/** The newest of each item. */
function newest(documents: readonly Indexed[]): Indexed[] {
  const byItem = new Map<number, Indexed>();
  for (const document of documents) {
    const other = byItem.get(document.itemId);
    if (!other || other.version <= document.version) byItem.set(document.itemId, document);
  }
  return [...byItem.values()];
}

/**
 * An item keeps with it what the index holds of its pages, so that only pages that say something else are written. Whoever writes an
 * item has seen the one before (it is compared and swapped, and the newest version stays); before pages are touched, the item says which,
 * and afterwards what they are. So a writer that dies or comes late leaves nothing that the next one does not put right.
 */
export class RecordWriter {
  private readonly bulk: Bulk;

  constructor(
    private readonly client: Client,
    private readonly vanishing: string,
  ) {
    this.bulk = new Bulk(client, vanishing);
  }

  /** `fresh`: an index that most likely holds none of them yet; those that it does hold are looked at then. */
  async write(documents: readonly Indexed[], index: string, { fresh = false } = {}): Promise<void> {
    let left = newest(documents);
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === mostAttempts) throw new Problem('search.unavailable');
      const held = fresh && attempt === 0 ? new Map<string, Held>() : await this.held(index, left);
      if (!held) return;
      const plans = left.flatMap((document) => {
        const known = held.get(String(document.itemId)) ?? null;
        if (known && known.version > document.version) return [];
        return [{ document, held: known, turn: turn(known?.leaves ?? new Map(), pagesOf(document)) }];
      });
      left = await this.carryOut(index, plans);
    }
  }

  /** What is left of pages that were taken away; that they were is remembered for a while (`gc_deletes`), as late writers come. */
  async sweep(index: string): Promise<void> {
    const query = { term: { empty: true } };
    await this.client.deleteByQuery({ index, conflicts: 'proceed', body: { query } as never });
  }

  /** Answers what somebody else has written meanwhile. */
  private async carryOut(index: string, plans: readonly Plan[]): Promise<Indexed[]> {
    const outcomes = await this.items(index, plans, ({ held, turn: way, document }) => {
      if (isNothing(way)) return itemLine(document, way.after);
      return held === null ? claimLine(document, way.meanwhile) : itemLine(document, way.meanwhile);
    });
    const turning = plans.filter((plan) => !isNothing(plan.turn) && outcomes.get(idOf(plan))?.result === 'written');
    await this.bulk.send(index, this.pages(turning), () => undefined);
    const begun = turning.map((plan) => ({ ...plan, held: outcomes.get(idOf(plan)) as Stamp }));
    // Whoever wrote the item since has seen that its pages were being written, and writes them too.
    await this.items(index, begun, ({ document, turn: way }) => itemLine(document, way.after));
    return plans.filter((plan) => outcomes.get(idOf(plan))?.result === 'late').map(({ document }) => document);
  }

  private async items<P extends { document: Indexed; held: Stamp | null }>(
    index: string,
    plans: readonly P[],
    source: (plan: P) => string,
  ): Promise<Map<string, Outcome>> {
    const outcomes = new Map<string, Outcome>();
    const lines = function* (): Generator<Line> {
      for (const plan of plans) {
        const _id = String(plan.document.itemId);
        const { held } = plan;
        const action: Line['action'] = held
          ? { index: { _id, if_seq_no: held.seq, if_primary_term: held.term } }
          : { create: { _id } };
        yield { action, source: source(plan) };
      }
    };
    await this.bulk.send(index, lines(), (outcome) => outcomes.set(outcome.id, outcome));
    return outcomes;
  }

  private *pages(plans: readonly Plan[]): Generator<Line> {
    for (const { document, turn: way } of plans) {
      for (const { id, itemId, version, source } of pageLines(document, way)) {
        const action = { index: { _id: id, routing: String(itemId), version, version_type: 'external_gte' } };
        yield { action, source };
      }
    }
  }

  /** What the index holds at this moment, seen or not; null when it is no longer there to be filled. */
  private async held(index: string, documents: readonly Indexed[]): Promise<Map<string, Held> | null> {
    const { body } = await this.client.mget({
      index,
      _source_includes: ['version', 'leaves'],
      body: { ids: documents.map(({ itemId }) => String(itemId)) },
    } as never);
    const { docs } = body as unknown as { docs: Got[] };
    if (docs.some(({ error }) => error)) {
      if (index === this.vanishing) return null;
      throw new Problem('search.unavailable');
    }
    return new Map(
      docs.flatMap((doc): [string, Held][] => {
        if (!doc.found || !doc._source) return [];
        const { version, leaves } = doc._source;
        return [[doc._id, { version, leaves: readLeaves(leaves), seq: doc._seq_no, term: doc._primary_term }]];
      }),
    );
  }
}

interface Got {
  _id: string;
  found?: boolean;
  _seq_no: number;
  _primary_term: number;
  _source?: { version: number; leaves?: string };
  error?: object;
}
