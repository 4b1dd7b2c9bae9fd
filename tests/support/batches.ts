import { eventually } from './eventually.js';
import { good } from './seed.js';
import type { Reply, Visitor } from './visitor.js';

type Loose = Reply['body'];
export interface BatchSeen {
  pid: string;
  kind: string;
  state: string;
  counts: Record<'rows' | 'do' | 'same' | 'cannot' | 'done' | 'left' | 'undone' | 'kept', number>;
  reasons: Record<string, number>;
  job: { pid: string; done: number; total: number | null } | null;
}

/** One who does things to many items of a collection, and watches. */
export class BatchDesk {
  constructor(
    private readonly who: Visitor,
    private readonly collection: string,
    private readonly withinMs = 60_000,
  ) {}

  /** Brings many records by one request a part; answers their public ids. */
  async bring(records: { values: object }[], atOnce = 500): Promise<string[]> {
    const pids: string[] = [];
    for (let at = 0; at < records.length; at += atOnce) {
      const items = records.slice(at, at + atOnce);
      const { results } = good(await this.who.put(`/collections/${this.collection}/items`, { items }));
      for (const one of results as Loose[]) {
        if (one.outcome === 'refused') throw new Error(JSON.stringify(one));
        pids.push(one.item);
      }
    }
    return pids;
  }

  async begin(body: object): Promise<BatchSeen> {
    return good(await this.who.post(`/collections/${this.collection}/batches`, body));
  }

  async plan(body: object): Promise<BatchSeen> {
    return this.until((await this.begin(body)).pid, 'planned');
  }

  look = async (pid: string): Promise<BatchSeen> => good(await this.who.get(`/batches/${pid}`));

  /** As soon as it is so, or it has failed. */
  async until(pid: string, state: string | ((now: BatchSeen) => boolean)): Promise<BatchSeen> {
    const enough = (now: BatchSeen) => (typeof state === 'string' ? now.state === state : state(now));
    const waiting = { withinMs: this.withinMs, everyMs: 25 };
    const now = await eventually(
      () => this.look(pid),
      (one) => one.state === 'failed' || enough(one),
      waiting,
    );
    if (!enough(now)) throw new Error(JSON.stringify(now));
    return now;
  }

  say(pid: string, what: 'apply' | 'stop' | 'resume' | 'undo', body: object = {}): Promise<Reply> {
    return this.who.post(`/batches/${pid}/${what}`, body);
  }

  async apply(pid: string, body: object = {}): Promise<BatchSeen> {
    good(await this.say(pid, 'apply', body));
    return this.until(pid, 'applied');
  }

  async undo(pid: string): Promise<BatchSeen> {
    good(await this.say(pid, 'undo'));
    return this.until(pid, 'undone');
  }

  async rows(pid: string, only?: string): Promise<Loose[]> {
    const rows: Loose[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const words = new URLSearchParams({ limit: '200', ...(only ? { only } : {}), ...(cursor ? { cursor } : {}) });
      const page: Loose = good(await this.who.get(`/batches/${pid}/rows?${words}`));
      rows.push(...page.rows);
      cursor = page.next;
    }
    return rows;
  }
}
