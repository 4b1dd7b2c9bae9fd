import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type {
  CollectionConfig,
  CollectionPresentation,
  CollectionSchema,
  MaterialKind,
} from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type { Visibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { AccessService } from '../access/access.service.js';
import { CollectionRepository } from './collection.repository.js';
import { ConfigDocuments, type ConfigVersion } from './config.documents.js';

export interface CollectionRow {
  id: number;
  pid: string;
  libraryId: number;
  slug: string;
  name: LocalizedText;
  description: LocalizedText;
  kind: MaterialKind;
  templateKey: string;
  state: 'new' | 'open' | 'closed' | 'removed';
  labels: string[];
  defaultVisibility: Visibility;
  schemaVersion: number;
  presentationVersion: number;
  ord: number;
  version: number;
  updatedAt: string;
}

export interface PublicCollection {
  id: number;
  pid: string;
  slug: string;
  name: LocalizedText;
  kind: MaterialKind;
  description: LocalizedText;
  libraryId: number;
  libraryPid: string;
  presentation: CollectionPresentation;
}

/** A collection with the versions that are in force for it. */
export interface InForce {
  id: number;
  schemaVersion: number;
  presentationVersion: number;
}

export const collectionColumns = `
  c.id, c.pid, c.library_id AS "libraryId", c.slug, c.name, c.description, c.kind, c.template_key AS "templateKey",
  c.state, c.labels, c.default_labels AS "defaultVisibility", c.schema_version AS "schemaVersion",
  c.presentation_version AS "presentationVersion", c.ord, c.version, c.updated_at AS "updatedAt"`;

/** Collections and the configuration that is in force for them. */
@Injectable()
export class SchemaService {
  constructor(
    private readonly db: Database,
    private readonly rows: CollectionRepository,
    private readonly documents: ConfigDocuments,
    private readonly access: AccessService,
  ) {}

  byId(id: number): Promise<CollectionRow> {
    return this.mustFind(this.rows.byId(id));
  }

  byPid(pid: string): Promise<CollectionRow> {
    return this.mustFind(this.rows.byPid(pid));
  }

  bySlug(libraryId: number, slug: string): Promise<CollectionRow> {
    return this.mustFind(this.rows.bySlug(libraryId, slug));
  }

  /** What is in force now: one small question, and documents from memory. */
  async configOf(collectionId: number): Promise<CollectionConfig> {
    return (await this.configsOf([collectionId])).get(collectionId)!;
  }

  /** What is in force for many collections. */
  async configsOf(collectionIds: readonly number[]): Promise<Map<number, CollectionConfig>> {
    const ids = [...new Set(collectionIds)];
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<InForce>(
      keptPlan(`SELECT id, schema_version AS "schemaVersion", presentation_version AS "presentationVersion"
         FROM collection WHERE id = ANY ($1)`),
      [ids],
    );
    if (rows.length < ids.length) throw new Problem('collection.not-found');
    return this.inForce(rows);
  }

  /** The same where the versions are known already: nothing is asked once these are in memory. */
  async inForce(rows: readonly InForce[]): Promise<Map<number, CollectionConfig>> {
    await this.documents.fetch(
      rows.flatMap(({ id: collectionId, schemaVersion, presentationVersion }): ConfigVersion[] => [
        { collectionId, part: 'schema', version: schemaVersion },
        { collectionId, part: 'presentation', version: presentationVersion },
      ]),
    );
    const configs = await Promise.all(
      rows.map(async ({ id, schemaVersion, presentationVersion }): Promise<[number, CollectionConfig]> => {
        const schema = await this.schemaAt(id, schemaVersion);
        const presentation = await this.presentationAt(id, presentationVersion);
        return [id, { schema, presentation, schemaVersion, presentationVersion }];
      }),
    );
    return new Map(configs);
  }

  /** Another version is in force: this process says so as soon as that is certain. */
  async switched(): Promise<void> {
    await this.db.afterCommit(() => this.access.forgetCollections());
  }

  schemaAt(collectionId: number, version: number): Promise<CollectionSchema> {
    return this.documents.schemaAt(collectionId, version);
  }

  presentationAt(collectionId: number, version: number): Promise<CollectionPresentation> {
    return this.documents.presentationAt(collectionId, version);
  }

  /** Open collections that this reader may come across, in the order in which libraries show them. */
  async publicCollections(caller: Caller): Promise<PublicCollection[]> {
    const site = caller.siteLibraryId;
    const rows = (await this.access.readable(caller)).filter(
      ({ open, libraryId }) => open && (site === null || libraryId === site),
    );
    const configs = await this.inForce(rows);
    return rows.map((row) => ({
      id: row.id,
      pid: row.pid,
      slug: row.slug,
      name: row.name,
      kind: row.kind,
      description: row.description,
      libraryId: row.libraryId,
      libraryPid: row.library.pid,
      presentation: configs.get(row.id)!.presentation,
    }));
  }

  private async mustFind(asked: Promise<CollectionRow | undefined>): Promise<CollectionRow> {
    const row = await asked;
    if (!row) throw new Problem('collection.not-found');
    return row;
  }
}
