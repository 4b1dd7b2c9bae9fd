import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config.js';
import { Database } from '../database/database.js';
import { Readiness } from '../http/readiness.js';
import { counted } from './counted.engine.js';
import { PostgresEngine } from './postgres/postgres.engine.js';
import { SearchEngine } from './search.engine.js';

async function choose(config: Config, db: Database): Promise<SearchEngine> {
  const { OPENSEARCH_URL: url, OPENSEARCH_PREFIX: prefix, OPENSEARCH_SHARDS: shards } = config.env;
  const replicas = config.env.OPENSEARCH_REPLICAS ?? null;
  if (url === undefined) return counted(new PostgresEngine(db));
  // Its client is a sixth of all files that a process would load.
  const { OpenSearchEngine } = await import('./opensearch/opensearch.engine.js');
  return counted(new OpenSearchEngine({ url, prefix, shards, replicas }));
}

/** One engine for the whole process: OpenSearch where its address is set, else the database itself. */
@Global()
@Module({
  providers: [{ provide: SearchEngine, inject: [Config, Database], useFactory: choose }],
  exports: [SearchEngine],
})
export class SearchEngineModule implements OnApplicationShutdown {
  constructor(
    private readonly engine: SearchEngine,
    readiness: Readiness,
  ) {
    // Browsing goes on without search, so the server stays in service.
    readiness.add({ name: 'search', essential: false, check: () => engine.check() });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.engine.close();
  }
}
