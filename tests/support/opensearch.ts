import { randomBytes } from 'node:crypto';

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
