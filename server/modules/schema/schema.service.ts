import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type {
  CollectionConfig,
  CollectionPresentation,
  CollectionSchema,
  FieldDefinition,
  MaterialKind,
} from '../../contract/collection.js';
import type { ConfigFile } from '../../contract/config.file.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { type Audience, labelsOf, openVisibility, type Visibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { AccessService } from '../access/access.service.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { AdoptionService } from '../authority/adoption.service.js';
import { ConfigCheck } from './config.check.js';
import { ConfigDocuments, type ConfigVersion } from './config.documents.js';
import { renewIds } from './config.renew.js';
import { withVocabularies } from './config.travel.js';
import { OfferedTemplates } from './offered.templates.js';
import { instantiate } from './template.instance.js';
import { templateByKey, templates } from './templates/index.js';
import type { Template } from './templates/template.js';
import { VocabularyCheck } from './vocabulary.check.js';

export interface CollectionRow {
  id: number;
  pid: string;
  libraryId: number;
  slug: string;
  name: LocalizedText;
  description: LocalizedText;
  kind: MaterialKind;
  templateKey: string;
  state: 'open' | 'closed' | 'removed';
  labels: string[];
  defaultVisibility: Visibility;
  schemaVersion: number;
  presentationVersion: number;
  ord: number;
  version: number;
  updatedAt: string;
}

export interface NewCollection {
  template: string;
  slug: string;
  name: LocalizedText;
  description?: LocalizedText;
  kind?: MaterialKind;
  audiences?: Audience[];
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
    private readonly documents: ConfigDocuments,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly rules: ConfigCheck,
    private readonly offered: OfferedTemplates,
    private readonly adoption: AdoptionService,
    private readonly known: VocabularyCheck,
    private readonly changes: ChangeService,
  ) {}

  templates(): readonly Template[] {
    return templates;
  }

  /** From a template: fields get ids of their own, and both parts are published as version 1. */
  async createCollection(caller: Caller, libraryId: number, given: NewCollection): Promise<CollectionRow> {
    const file = await this.offered.find(given.template, libraryId);
    if (file) return this.createFromFile(caller, libraryId, given, file, given.template);
    const template = templateByKey.get(given.template);
    if (!template) throw new Problem('template.not-found', { template: given.template });
    return this.make(caller, libraryId, { kind: template.kind, ...given }, instantiate(template));
  }

  /** From a configuration that stood elsewhere: what it needs of vocabularies comes along. */
  async createFromFile(
    caller: Caller,
    libraryId: number,
    given: Omit<NewCollection, 'template'>,
    file: ConfigFile,
    template: string,
  ): Promise<CollectionRow> {
    // Before its fields get other ids: what is wrong is said of the file as it was given.
    this.rules.assertSchema(file.schema);
    this.rules.assertPresentation(file.presentation, file.schema);
    return this.db.transaction(async () => {
      const renamed = await this.adoption.adopt(caller, libraryId, file.vocabularies);
      const schema = withVocabularies(file.schema, renamed);
      const unknown = await this.known.problems(schema, libraryId);
      if (unknown.length > 0) throw new Problem('config.invalid', {}, unknown);
      const own = renewIds({ schema, presentation: file.presentation });
      return this.make(caller, libraryId, { kind: file.kind, ...given, template }, own);
    });
  }

  private make(
    caller: Caller,
    libraryId: number,
    given: NewCollection & { kind: MaterialKind },
    { schema, presentation }: { schema: CollectionSchema; presentation: CollectionPresentation },
  ): Promise<CollectionRow> {
    this.rules.assertSchema(schema);
    this.rules.assertPresentation(presentation, schema);
    return this.db.transaction(async () => {
      const row = await this.db.one<{ id: number; pid: string }>(
        `INSERT INTO collection (pid, library_id, slug, name, description, kind, template_key, labels, default_labels,
                                 schema_version, presentation_version, ord)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, 1,
                 (SELECT coalesce(max(ord), 0) + 1 FROM collection WHERE library_id = $2))
         ON CONFLICT (library_id, slug) DO NOTHING RETURNING id, pid`,
        [
          newPid(),
          libraryId,
          given.slug,
          given.name,
          given.description ?? {},
          given.kind,
          given.template,
          labelsOf(given.audiences ?? ['public'], libraryId),
          openVisibility,
        ],
      );
      if (!row) throw new Problem('collection.slug-taken', { slug: given.slug });
      await this.db.afterCommit(() => this.access.forgetCollections());
      await this.registerFields(libraryId, row.id, schema.fields);
      for (const [part, document] of [
        ['schema', schema],
        ['presentation', presentation],
      ] as const) {
        await this.db.query(
          `INSERT INTO collection_config (library_id, collection_id, part, version, document, author_id)
           VALUES ($1, $2, $3, 1, $4, $5)`,
          [libraryId, row.id, part, document, caller.accountId],
        );
      }
      const title = localize(given.name, 'zh-CN');
      await this.audit.record(caller, 'collection.create', { libraryId, kind: 'collection', pid: row.pid, title });
      await this.changes.append('publication', { subject: 'collection', libraryId, pid: row.pid });
      return this.byId(row.id);
    });
  }

  byId(id: number): Promise<CollectionRow> {
    return this.find('c.id = $1', [id]);
  }

  byPid(pid: string): Promise<CollectionRow> {
    return this.find('c.pid = $1', [pid]);
  }

  bySlug(libraryId: number, slug: string): Promise<CollectionRow> {
    return this.find('c.library_id = $1 AND c.slug = $2', [libraryId, slug]);
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

  /** A field id is this collection's for good, with the type it was made with. */
  async registerFields(libraryId: number, collectionId: number, fields: readonly FieldDefinition[]): Promise<void> {
    for (const field of fields) {
      const known = await this.db.one<{ collectionId: number; type: string }>(
        `INSERT INTO field (id, library_id, collection_id, key, type) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE SET key = CASE WHEN field.collection_id = $3 THEN excluded.key ELSE field.key END
         RETURNING collection_id AS "collectionId", type`,
        [field.id, libraryId, collectionId, field.key, field.type],
      );
      if (known!.collectionId !== collectionId) {
        throw new Problem('config.invalid', {}, [{ path: `fields.${field.id}`, code: 'field.foreign' }]);
      }
      if (known!.type !== field.type) {
        throw new Problem('config.invalid', {}, [
          { path: `fields.${field.id}.type`, code: 'field.retyped', params: { from: known!.type, to: field.type } },
        ]);
      }
    }
  }

  private async find(where: string, parameters: unknown[]): Promise<CollectionRow> {
    const row = await this.db.one<CollectionRow>(
      `SELECT ${collectionColumns} FROM collection c WHERE ${where} AND c.state <> 'removed'`,
      parameters,
    );
    if (!row) throw new Problem('collection.not-found');
    return { ...row, updatedAt: new Date(row.updatedAt).toISOString() };
  }
}
