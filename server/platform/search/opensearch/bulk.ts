import type { Client } from '@opensearch-project/opensearch';
import { type Indexed, isGone } from '../search.document.js';
import type { Indexes, Kind } from './indexes.js';
import { type Line, linesOf } from './writing.js';

const mostBytes = 8_000_000;
const mostLines = 1000;

interface Outcome {
  id: string;
  result: 'created' | 'updated' | 'late';
}

interface BulkAnswer {
  items: Record<string, { _id: string; status: number; result?: string; error?: { type?: string; reason?: string } }>[];
}

/** Writes documents with their own versions: OpenSearch refuses what comes late. */
export class BulkWriter {
  constructor(
    private readonly client: Client,
    private readonly indexes: Indexes,
  ) {}

  async write(documents: readonly Indexed[], targets: (kind: Kind) => string[]): Promise<void> {
    const lines = documents.map((document) => ({ document, lines: linesOf(document) }));
    for (const [at, items] of targets('items').entries()) {
      const pages = targets('pages')[at] as string;
      const outcomes = await this.send(
        items,
        lines.flatMap((one) => one.lines.filter(({ index }) => index === 'items')),
      );
      const late = new Set(outcomes.filter(({ result }) => result === 'late').map(({ id }) => id));
      const kept = lines.filter(({ document }) => !late.has(String(document.itemId)));
      await this.send(
        pages,
        kept.flatMap((one) => one.lines.filter(({ index }) => index === 'pages')),
      );
      const known = new Set(outcomes.filter(({ result }) => result === 'updated').map(({ id }) => id));
      await this.clear(
        pages,
        kept
          .map(({ document }) => document)
          .filter((document) => isGone(document) || known.has(String(document.itemId))),
      );
    }
  }

  /** Pages that the newest version no longer has. */
  private async clear(index: string, documents: readonly Indexed[]): Promise<void> {
    if (documents.length === 0) return;
    const stale = documents.map(({ itemId, version }, at) => ({
      bool: {
        filter: [
          { term: { item_id: itemId } },
          { range: { version: isGone(documents[at] as Indexed) ? { lte: version } : { lt: version } } },
        ],
      },
    }));
    // What was written a moment ago has to be seen to be cleared.
    await this.client.indices.refresh({ index });
    for (let at = 0; at < stale.length; at += 200) {
      await this.client.deleteByQuery({
        index,
        conflicts: 'proceed',
        body: { query: { bool: { should: stale.slice(at, at + 200), minimum_should_match: 1 } } } as never,
      });
    }
  }

  private async send(index: string, lines: readonly Line[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let body = '';
    let count = 0;
    const flush = async (): Promise<void> => {
      if (count > 0) outcomes.push(...(await this.bulk(index, body)));
      body = '';
      count = 0;
    };
    for (const { id, version, source } of lines) {
      if (count >= mostLines || (count > 0 && body.length + source.length > mostBytes)) await flush();
      body += `${JSON.stringify({ index: { _index: index, _id: id, version, version_type: 'external_gte', require_alias: true } })}\n${source}\n`;
      count += 1;
    }
    await flush();
    return outcomes;
  }

  private async bulk(index: string, body: string): Promise<Outcome[]> {
    const answer = await this.client.bulk({ body } as never, { requestTimeout: 120_000 });
    const { items } = answer.body as unknown as BulkAnswer;
    return items.flatMap((item): Outcome[] => {
      const one = Object.values(item)[0] as BulkAnswer['items'][number][string];
      if (one.status === 409) return [{ id: one._id, result: 'late' }];
      // The index that was being filled has become the serving one: it was written to under that name.
      if (one.status === 404 && index === this.indexes.next('items')) return [];
      if (one.status === 404 && index === this.indexes.next('pages')) return [];
      if (one.error) throw new Error(`${index}/${one._id}: ${one.error.type ?? ''} ${one.error.reason ?? ''}`);
      return [{ id: one._id, result: one.result === 'created' ? 'created' : 'updated' }];
    });
  }
}
