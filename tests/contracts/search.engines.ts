import { DataSource } from 'typeorm';
import { parseQuery, sortKey, TEXT_RECIPE } from '../../server/contract/text/index.js';
import { Database } from '../../server/platform/database/database.js';
import { dataSourceOptions } from '../../server/platform/database/data-source.js';
import { OpenSearchEngine } from '../../server/platform/search/opensearch/opensearch.engine.js';
import { PostgresEngine } from '../../server/platform/search/postgres/postgres.engine.js';
import type { MetadataText, PageText, SearchDocument } from '../../server/platform/search/search.document.js';
import type { SearchEngine } from '../../server/platform/search/search.engine.js';
import type { SearchRequest } from '../../server/platform/search/search.request.js';
import { wholeTitle } from '../../server/platform/search/title.key.js';
import { createTestDatabase } from '../support/database.js';
import { dropIndexes, openSearchPrefix, openSearchUrl } from '../support/opensearch.js';

export interface EngineUnderTest {
  engine: SearchEngine;
  end(): Promise<void>;
}

export async function onPostgres(): Promise<EngineUnderTest> {
  const database = await createTestDatabase();
  const source = await new DataSource(dataSourceOptions(database.url, 6)).initialize();
  const engine = new PostgresEngine(new Database(source));
  return {
    engine,
    end: async () => {
      await engine.close();
      await source.destroy();
      await database.drop();
    },
  };
}

export async function onOpenSearch(): Promise<EngineUnderTest> {
  const prefix = openSearchPrefix();
  // Over several, as large installations have it: what is counted, ordered and joined is put together from all of them.
  const engine = new OpenSearchEngine({ url: openSearchUrl(), prefix, shards: 3 });
  await engine.prepare();
  return {
    engine,
    end: async () => {
      await engine.close();
      await dropIndexes(prefix);
    },
  };
}

export interface Sketch extends Partial<Omit<SearchDocument, 'titles' | 'pages' | 'metadata' | 'years'>> {
  title?: string;
  titles?: string[];
  metadata?: (string | MetadataText)[];
  pages?: (string | Partial<PageText>)[];
  years?: [from: number, to: number] | null;
}

/** A whole document from what a test cares about. */
export function documentOf(itemId: number, sketch: Sketch = {}): SearchDocument {
  const {
    title = `題名${itemId}`,
    titles = [title],
    metadata = [],
    pages = [],
    years = null,
    facets = [],
    ...rest
  } = sketch;
  const decades = years
    ? [...new Set([Math.floor(years[0] / 10), Math.floor(years[1] / 10)])].map((d) => `date.d=${d * 10}`)
    : [];
  return {
    itemId,
    version: 1,
    recipe: TEXT_RECIPE,
    libraryId: 1,
    collectionId: 1,
    labels: ['public'],
    titles,
    metadata: metadata.map((one) => (typeof one === 'string' ? { field: null, text: one } : one)),
    years: years ? { from: years[0], to: years[1] } : null,
    sort: {
      title: sortKey(titles[0] ?? ''),
      stroke: sortKey(titles[0] ?? '', 'stroke'),
      day: years ? years[0] * 365 : null,
      newest: itemId,
      texts: [],
      numbers: [],
      days: [],
    },
    card: { title: titles[0] ?? '' },
    pages: pages.map((page, at) => ({
      pageId: itemId * 1000 + at,
      ord: at,
      labels: ['public'],
      text: '',
      ...(typeof page === 'string' ? { text: page } : page),
    })),
    ...rest,
    facets: [`collection=${rest.collectionId ?? 1}`, ...facets, ...decades],
  };
}

export interface Ask extends Partial<SearchRequest> {
  exact?: boolean;
  fields?: ReadonlyMap<string, string | readonly string[]>;
}

export function requestOf(text: string, ask: Ask = {}): SearchRequest {
  const { exact = false, fields, ...rest } = ask;
  const query = parseQuery(text, { exact, ...(fields ? { fields } : {}) });
  return {
    query,
    wholeTitle: query.kind === 'phrase' && query.field === undefined ? wholeTitle(query.text) : null,
    labels: ['public'],
    collections: [1, 2, 3],
    filters: [],
    years: null,
    sort: { by: 'relevance' },
    from: 0,
    size: 50,
    facets: [],
    ...rest,
  };
}
