import type { Client } from '@opensearch-project/opensearch';
import { Problem } from '../../../contract/problems.js';

const mostBytes = 5_000_000;
const mostLines = 1000;

/** An index that does not know what is to be written: another version made it. */
export class OtherVersion extends Error {}

export interface Line {
  action: Record<string, object>;
  source: string;
}

interface Answered {
  _id: string;
  status: number;
  _seq_no?: number;
  _primary_term?: number;
  error?: { type?: string; reason?: string };
}

export interface Outcome {
  id: string;
  /** `late`: somebody newer was there first. `nowhere`: the index is no longer being filled. */
  result: 'written' | 'late' | 'nowhere';
  seq: number;
  term: number;
}

/** Bulk requests of a bounded size; a line is made when its turn has come. */
export class Bulk {
  constructor(
    private readonly client: Client,
    /** The alias that may vanish under whoever writes to it. */
    private readonly vanishing: string,
  ) {}

  async send(index: string, lines: Iterable<Line>, onAnswer: (outcome: Outcome) => void): Promise<void> {
    let body = '';
    let count = 0;
    const flush = async (): Promise<void> => {
      if (count > 0) for (const outcome of await this.request(index, body)) onAnswer(outcome);
      body = '';
      count = 0;
    };
    for (const { action, source } of lines) {
      if (count >= mostLines || (count > 0 && body.length + source.length > mostBytes)) await flush();
      body += `${JSON.stringify(action)}\n${source}\n`;
      count += 1;
    }
    await flush();
  }

  private async request(index: string, body: string): Promise<Outcome[]> {
    const wanted = ['_id', 'status', 'error', '_seq_no', '_primary_term'].map((name) => `items.*.${name}`);
    const answer = await this.client.bulk(
      // Without the alias nothing is written: a bulk request must not make an index by its own lights.
      { index, require_alias: true, filter_path: wanted, body } as never,
      { requestTimeout: 120_000 },
    );
    const { items } = answer.body as unknown as { items: Record<string, Answered>[] };
    return items.flatMap((item) => Object.values(item)).map((one) => this.read(index, one));
  }

  private read(
    index: string,
    { _id: id, status, error, _seq_no: seq = 0, _primary_term: term = 0 }: Answered,
  ): Outcome {
    if (status === 409) return { id, result: 'late', seq, term };
    if (status === 404 && index === this.vanishing) return { id, result: 'nowhere', seq, term };
    // More than it has room for, or its shards are not open yet: a moment later it takes it.
    if (status === 404 || status === 429 || status === 503) throw new Problem('search.unavailable');
    if (error) {
      const Wrong = error.type === 'strict_dynamic_mapping_exception' ? OtherVersion : Error;
      throw new Wrong(`${index}/${id}: ${error.type ?? ''} ${error.reason ?? ''}`);
    }
    return { id, result: 'written', seq, term };
  }
}
