import { Injectable } from '@nestjs/common';
import type { ConfigPart } from '../../contract/api/schema.routes.js';
import type { Caller } from '../../contract/caller.js';
import {
  type CollectionConfig,
  CollectionPresentation,
  CollectionSchema,
  type FieldDefinition,
  type MaterialKind,
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

export const collectionColumns = `
  c.id, c.pid, c.library_id AS "libraryId", c.slug, c.name, c.description, c.kind, c.template_key AS "templateKey",
  c.state, c.labels, c.default_labels AS "defaultVisibility", c.schema_version AS "schemaVersion",
  c.presentation_version AS "presentationVersion", c.ord, c.version, c.updated_at AS "updatedAt"`;

/** Enough for every collection of a large platform; past it the oldest documents are read again. */
const cacheLimit = 2000;

/** Collections and the configuration that is in force for them. */
@Injectable()
export class SchemaService {
  /** A version never changes once it is published, so nothing here can be out of date. */
  private readonly documents = new Map<string, CollectionSchema | CollectionPresentation>();

  constructor(
    private readonly db: Database,
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
    const row = await this.db.one<{ schemaVersion: number; presentationVersion: number }>(
      keptPlan(`SELECT schema_version AS "schemaVersion", presentation_version AS "presentationVersion"
         FROM collection WHERE id = $1`),
      [collectionId],
    );
    if (!row) throw new Problem('collection.not-found');
    return {
      ...row,
      schema: await this.schemaAt(collectionId, row.schemaVersion),
      presentation: await this.presentationAt(collectionId, row.presentationVersion),
    };
  }

  async schemaAt(collectionId: number, version: number): Promise<CollectionSchema> {
    return (await this.document(collectionId, 'schema', version)) as CollectionSchema;
  }

  async presentationAt(collectionId: number, version: number): Promise<CollectionPresentation> {
    return (await this.document(collectionId, 'presentation', version)) as CollectionPresentation;
  }

  /** Open collections that this reader may come across, in the order in which libraries show them. */
  async publicCollections(caller: Caller): Promise<PublicCollection[]> {
    const rows = await this.db.query<Omit<PublicCollection, 'presentation'> & { presentationVersion: number }>(
      keptPlan(`SELECT c.id, c.pid, c.slug, c.name, c.kind, c.description, c.library_id AS "libraryId", l.pid AS "libraryPid",
              c.presentation_version AS "presentationVersion"
         FROM collection c JOIN library l ON l.id = c.library_id
        WHERE c.id = ANY($1) AND c.state = 'open' AND ($2::bigint IS NULL OR c.library_id = $2)
        ORDER BY c.library_id, c.ord, c.id`),
      [await this.access.readableCollections(caller), caller.siteLibraryId],
    );
    return Promise.all(
      rows.map(async ({ presentationVersion, ...row }) => ({
        ...row,
        presentation: await this.presentationAt(row.id, presentationVersion),
      })),
    );
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

  private async document(
    collectionId: number,
    part: ConfigPart,
    version: number,
  ): Promise<CollectionSchema | CollectionPresentation> {
    const key = `${collectionId}:${part}:${version}`;
    const known = this.documents.get(key);
    if (known) return known;
    const row = await this.db.one<{ document: unknown }>(
      'SELECT document FROM collection_config WHERE collection_id = $1 AND part = $2 AND version = $3',
      [collectionId, part, version],
    );
    if (!row) throw new Problem('config.version-not-found', { part, version });
    // Parsed, not cast: a document of an older platform gets the defaults of what has been added since.
    const parsed = (part === 'schema' ? CollectionSchema : CollectionPresentation).parse(row.document);
    // A version that a transaction under way has made may yet never have been.
    if (!(await this.committed(collectionId, part, version))) return parsed;
    if (this.documents.size >= cacheLimit) this.documents.delete(this.documents.keys().next().value!);
    this.documents.set(key, parsed);
    return parsed;
  }

  /** Seen from outside any transaction. */
  private async committed(collectionId: number, part: ConfigPart, version: number): Promise<boolean> {
    const row = await this.db.outside(() =>
      this.db.one('SELECT 1 FROM collection_config WHERE collection_id = $1 AND part = $2 AND version = $3', [
        collectionId,
        part,
        version,
      ]),
    );
    return row !== undefined;
  }
}
