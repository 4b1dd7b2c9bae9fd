import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The suites on OpenSearch: skipped only where it could not be had, which the last lines of the run then say. */
export const describeOnOpenSearch = process.env.TEST_OPENSEARCH_URL ? describe : describe.skip;

export function openSearchUrl(): string {
  const url = process.env.TEST_OPENSEARCH_URL;
  if (!url) throw new Error('TEST_OPENSEARCH_URL is not set: run the tests through "npm test".');
  return url;
}

/** A prefix for index names that no other suite has. */
export const openSearchPrefix = () => `test-${randomBytes(6).toString('hex')}`;

/** Takes the indexes of a suite away, with everything that wears the prefix. */
export async function dropIndexes(prefix: string): Promise<void> {
  const answer = await fetch(`${openSearchUrl()}/_cat/indices/${prefix}*?h=index&format=json&expand_wildcards=all`);
  const rows = (await answer.json()) as { index: string }[];
  for (const { index } of rows) await fetch(`${openSearchUrl()}/${index}`, { method: 'DELETE' });
}

/** Megabytes: of its process as far as it runs on this machine, of its heap, and of the indexes with this prefix. */
export interface OpenSearchFigures {
  memory: number;
  heap: number;
  disk: number;
}

export async function openSearchFigures(prefix: string): Promise<OpenSearchFigures> {
  const ask = async (path: string): Promise<unknown> => (await fetch(`${openSearchUrl()}/${path}`)).json();
  const nodes = (await ask('_nodes/stats/process,jvm')) as {
    nodes: Record<string, { jvm: { mem: { heap_used_in_bytes: number } } }>;
  };
  const info = (await ask('_nodes/process')) as { nodes: Record<string, { process: { id: number } }> };
  const store = (await ask(`${prefix}*/_stats/store`)) as { _all: { total: { store: { size_in_bytes: number } } } };
  const mb = (bytes: number): number => Math.round(bytes / 1024 / 1024);
  const resident = (pid: number): number => {
    try {
      return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
    } catch {
      return 0;
    }
  };
  return {
    memory: mb(Object.values(info.nodes).reduce((sum, { process: { id } }) => sum + resident(id), 0)),
    heap: mb(Object.values(nodes.nodes).reduce((sum, { jvm }) => sum + jvm.mem.heap_used_in_bytes, 0)),
    disk: mb(store._all.total.store.size_in_bytes),
  };
}
