import { Injectable } from '@nestjs/common';
import type { ConfigPart } from '../../contract/api/schema.routes.js';
import { CollectionPresentation, CollectionSchema } from '../../contract/collection.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';

export interface ConfigVersion {
  collectionId: number;
  part: ConfigPart;
  version: number;
}

type Document = CollectionSchema | CollectionPresentation;

/** Enough for every collection of a large platform; past it the oldest documents are read again. */
const cacheLimit = 2000;

const keyOf = ({ collectionId, part, version }: ConfigVersion): string => `${collectionId}:${part}:${version}`;
const named = `(collection_id, part, version) IN (SELECT * FROM unnest($1::bigint[], $2::text[], $3::int[]))`;
const columnsOf = (versions: readonly ConfigVersion[]): unknown[] => [
  versions.map(({ collectionId }) => collectionId),
  versions.map(({ part }) => part),
  versions.map(({ version }) => version),
];

/** Published configurations in memory. A version never changes once it is published, so nothing here can be out of date. */
@Injectable()
export class ConfigDocuments {
  private readonly documents = new Map<string, Document>();

  constructor(private readonly db: Database) {}

  async schemaAt(collectionId: number, version: number): Promise<CollectionSchema> {
    const one = { collectionId, part: 'schema' as const, version };
    return (await this.read([one])).get(keyOf(one)) as CollectionSchema;
  }

  async presentationAt(collectionId: number, version: number): Promise<CollectionPresentation> {
    const one = { collectionId, part: 'presentation' as const, version };
    return (await this.read([one])).get(keyOf(one)) as CollectionPresentation;
  }

  /** Brings all of them into memory in one question, however many are missing. */
  async fetch(versions: readonly ConfigVersion[]): Promise<void> {
    await this.read(versions);
  }

  private async read(versions: readonly ConfigVersion[]): Promise<ReadonlyMap<string, Document>> {
    const missing = versions.filter((one) => !this.documents.has(keyOf(one)));
    if (missing.length === 0) return this.documents;
    const rows = await this.db.query<ConfigVersion & { document: unknown }>(
      `SELECT collection_id AS "collectionId", part, version, document FROM collection_config WHERE ${named}`,
      columnsOf(missing),
    );
    // Parsed, not cast: a document of an older platform gets the defaults of what has been added since.
    const found = new Map(
      rows.map((row): [string, Document] => [
        keyOf(row),
        (row.part === 'schema' ? CollectionSchema : CollectionPresentation).parse(row.document),
      ]),
    );
    const lost = missing.find((one) => !found.has(keyOf(one)));
    if (lost) throw new Problem('config.version-not-found', { part: lost.part, version: lost.version });
    // A version that a transaction under way has made may yet never have been.
    const kept = this.db.inTransaction ? await this.committed(rows) : rows;
    for (const row of kept) {
      if (this.documents.size >= cacheLimit) this.documents.delete(this.documents.keys().next().value!);
      this.documents.set(keyOf(row), found.get(keyOf(row))!);
    }
    for (const one of versions) {
      const known = this.documents.get(keyOf(one));
      if (known) found.set(keyOf(one), known);
    }
    return found;
  }

  /** Those that are seen from outside any transaction. */
  private committed(rows: readonly ConfigVersion[]): Promise<ConfigVersion[]> {
    return this.db.outside(() =>
      this.db.query<ConfigVersion>(
        `SELECT collection_id AS "collectionId", part, version FROM collection_config WHERE ${named}`,
        columnsOf(rows),
      ),
    );
  }
}
