import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { CollectionPresentation, CollectionSchema, MaterialKind } from '../../contract/collection.js';
import type { ConfigFile } from '../../contract/config.file.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { type Audience, labelsOf, openVisibility } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { AdoptionService } from '../authority/adoption.service.js';
import { ConfigCheck } from './config.check.js';
import { renewIds } from './config.renew.js';
import { withVocabularies } from './config.travel.js';
import { FieldRegister } from './field.register.js';
import { OfferedTemplates } from './offered.templates.js';
import { type CollectionRow, SchemaService } from './schema.service.js';
import { instantiate } from './template.instance.js';
import { templateByKey } from './templates/index.js';
import { VocabularyCheck } from './vocabulary.check.js';

export interface NewCollection {
  template: string;
  slug: string;
  name: LocalizedText;
  description?: LocalizedText;
  kind?: MaterialKind;
  audiences?: Audience[];
  state?: 'new' | 'open';
}

/** Makes collections: of a template, or of a configuration that stood elsewhere. */
@Injectable()
export class CollectionMakerService {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly fields: FieldRegister,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly rules: ConfigCheck,
    private readonly offered: OfferedTemplates,
    private readonly adoption: AdoptionService,
    private readonly known: VocabularyCheck,
    private readonly changes: ChangeService,
  ) {}

  /** From a template: fields get ids of their own, and both parts are published as version 1. */
  async fromTemplate(caller: Caller, libraryId: number, given: NewCollection): Promise<CollectionRow> {
    const file = await this.offered.find(given.template, libraryId);
    if (file) return this.fromFile(caller, libraryId, given, file, given.template);
    const template = templateByKey.get(given.template);
    if (!template) throw new Problem('template.not-found', { template: given.template });
    return this.make(caller, libraryId, { kind: template.kind, ...given }, instantiate(template));
  }

  /** From a configuration that stood elsewhere: what it needs of vocabularies comes along. */
  async fromFile(
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
        `INSERT INTO collection (pid, library_id, slug, name, description, kind, template_key, state, labels, default_labels,
                                 schema_version, presentation_version, ord)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, 1,
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
          given.state ?? 'new',
          labelsOf(given.audiences ?? ['public'], libraryId),
          openVisibility,
        ],
      );
      if (!row) throw new Problem('collection.slug-taken', { slug: given.slug });
      await this.db.afterCommit(() => this.access.forgetCollections());
      await this.fields.register(libraryId, row.id, schema.fields);
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
      return this.schema.byId(row.id);
    });
  }
}
