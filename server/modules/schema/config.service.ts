import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { ConfigPart } from '../../contract/api/schema.routes.js';
import type { Caller } from '../../contract/caller.js';
import { CollectionPresentation, CollectionSchema } from '../../contract/collection.js';
import { localize } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { JobService } from '../job/job.service.js';
import { ConfigCheck } from './config.check.js';
import { type CollectionRow, collectionColumns, SchemaService } from './schema.service.js';

type DraftView = Answer<'GET /collections/:collection/drafts'>['rows'][number];
type Document = CollectionSchema | CollectionPresentation;

const draftSelect = `
  SELECT d.part, d.base_version AS "baseVersion", d.revision, d.document, a.name AS author, d.updated_at AS "updatedAt"
    FROM collection_config_draft d LEFT JOIN account a ON a.id = d.author_id`;

const versionColumn = { schema: 'schema_version', presentation: 'presentation_version' } as const;

/** Changing a configuration: a draft, a new version, an older version again. Nothing that was published ever changes. */
@Injectable()
export class ConfigService {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly rules: ConfigCheck,
    private readonly audit: AuditService,
    private readonly jobs: JobService,
  ) {}

  async drafts(pid: string): Promise<{ rows: DraftView[] }> {
    const { id } = await this.schema.byPid(pid);
    const rows = await this.db.query<DraftView>(`${draftSelect} WHERE d.collection_id = $1 ORDER BY d.part`, [id]);
    return { rows: rows.map(withTime) };
  }

  async saveDraft(
    caller: Caller,
    { collection: pid, part }: Input<'PUT /collections/:collection/drafts/:part'>['params'],
    body: Input<'PUT /collections/:collection/drafts/:part'>['body'],
  ): Promise<DraftView> {
    const document = this.parse(part, body.document);
    return this.db.transaction(async () => {
      const row = await this.lock(pid);
      const current = await this.db.one<{ revision: number; author: string | null }>(
        `SELECT d.revision, a.name AS author FROM collection_config_draft d LEFT JOIN account a ON a.id = d.author_id
          WHERE d.collection_id = $1 AND d.part = $2`,
        [row.id, part],
      );
      if ((current?.revision ?? 0) !== body.revision) {
        throw new Problem('config.changed', { revision: current?.revision ?? 0, by: current?.author ?? null });
      }
      await this.db.query(
        `INSERT INTO collection_config_draft (library_id, collection_id, part, base_version, document, author_id)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (collection_id, part) DO UPDATE SET document = excluded.document, author_id = excluded.author_id,
           base_version = excluded.base_version, revision = collection_config_draft.revision + 1, updated_at = now()`,
        [row.libraryId, row.id, part, body.baseVersion, document, caller.accountId],
      );
      const draft = await this.db.one<DraftView>(`${draftSelect} WHERE d.collection_id = $1 AND d.part = $2`, [
        row.id,
        part,
      ]);
      return withTime(draft!);
    });
  }

  async dropDraft(pid: string, part: ConfigPart): Promise<{ done: true }> {
    const { id } = await this.schema.byPid(pid);
    await this.db.query('DELETE FROM collection_config_draft WHERE collection_id = $1 AND part = $2', [id, part]);
    return { done: true };
  }

  async publish(caller: Caller, pid: string, part: ConfigPart, revision: number, note: string): Promise<void> {
    await this.db.transaction(async () => {
      const row = await this.lock(pid);
      const draft = await this.db.one<{ baseVersion: number; revision: number; document: Record<string, unknown> }>(
        `SELECT base_version AS "baseVersion", revision, document FROM collection_config_draft
          WHERE collection_id = $1 AND part = $2`,
        [row.id, part],
      );
      const current = part === 'schema' ? row.schemaVersion : row.presentationVersion;
      if (!draft || draft.revision !== revision)
        throw new Problem('config.changed', { revision: draft?.revision ?? 0 });
      if (draft.baseVersion !== current) throw new Problem('config.changed', { version: current });
      const document = this.parse(part, draft.document);
      await this.assertFits(row, part, document);
      await this.putInForce(caller, row, part, document, note);
      await this.db.query('DELETE FROM collection_config_draft WHERE collection_id = $1 AND part = $2', [row.id, part]);
    });
  }

  /** The older document becomes the newest version: history is only ever added to. */
  async restore(caller: Caller, pid: string, part: ConfigPart, number: number, currentVersion: number): Promise<void> {
    await this.db.transaction(async () => {
      const row = await this.lock(pid);
      const current = part === 'schema' ? row.schemaVersion : row.presentationVersion;
      if (current !== currentVersion) throw new Problem('config.changed', { version: current });
      const document =
        part === 'schema'
          ? await this.schema.schemaAt(row.id, number)
          : await this.schema.presentationAt(row.id, number);
      const fitting = part === 'schema' ? await this.keepingFields(row, document as CollectionSchema) : document;
      await this.assertFits(row, part, fitting);
      await this.putInForce(caller, row, part, fitting, `${number}`);
    });
  }

  async versions(pid: string): Promise<Answer<'GET /collections/:collection/versions'>> {
    const row = await this.schema.byPid(pid);
    const rows = await this.db.query<Answer<'GET /collections/:collection/versions'>['rows'][number]>(
      `SELECT v.part, v.version, v.note, a.name AS author, v.published_at AS "publishedAt",
              v.version = CASE v.part WHEN 'schema' THEN $2::int ELSE $3::int END AS current
         FROM collection_config v LEFT JOIN account a ON a.id = v.author_id
        WHERE v.collection_id = $1 ORDER BY v.published_at DESC, v.version DESC, v.part`,
      [row.id, row.schemaVersion, row.presentationVersion],
    );
    return { rows: rows.map((one) => ({ ...one, publishedAt: new Date(one.publishedAt).toISOString() })) };
  }

  private parse(part: ConfigPart, document: unknown): Document {
    const parsed = (part === 'schema' ? CollectionSchema : CollectionPresentation).safeParse(document);
    if (parsed.success) return parsed.data;
    throw new Problem(
      'config.invalid',
      {},
      parsed.error.issues.map((issue) => ({
        path: ['document', ...issue.path].join('.'),
        code: issue.code,
        params: { message: issue.message },
      })),
    );
  }

  /** Both parts must go on fitting each other, whichever of them changes. */
  private async assertFits(row: CollectionRow, part: ConfigPart, document: Document): Promise<void> {
    if (part === 'presentation') {
      const schema = await this.schema.schemaAt(row.id, row.schemaVersion);
      this.rules.assertPresentation(document as CollectionPresentation, schema);
      return;
    }
    const schema = document as CollectionSchema;
    const before = await this.schema.schemaAt(row.id, row.schemaVersion);
    const gone = before.fields.filter((field) => !schema.fields.some((one) => one.id === field.id));
    if (gone.length > 0) {
      // Dropped outright, a field would take the meaning of its stored values with it: it is marked removed instead.
      const fields = gone.map((field) => ({ path: `fields.${field.id}`, code: 'field.dropped' }));
      throw new Problem('config.invalid', {}, fields);
    }
    this.rules.assertSchema(schema);
    const presentation = await this.schema.presentationAt(row.id, row.presentationVersion);
    this.rules.assertPresentation(presentation, schema);
  }

  /** Fields made since then stay as removed ones, so that what was typed into them can come back. */
  private async keepingFields(row: CollectionRow, older: CollectionSchema): Promise<CollectionSchema> {
    const current = await this.schema.schemaAt(row.id, row.schemaVersion);
    const known = new Set(older.fields.map((field) => field.id));
    const since = current.fields.filter((field) => !known.has(field.id)).map((field) => ({ ...field, removed: true }));
    return { ...older, fields: [...older.fields, ...since] };
  }

  private async putInForce(
    caller: Caller,
    row: CollectionRow,
    part: ConfigPart,
    document: Document,
    note: string,
  ): Promise<void> {
    if (part === 'schema') {
      await this.schema.registerFields(row.libraryId, row.id, (document as CollectionSchema).fields);
    }
    const newest = await this.db.one<{ version: number }>(
      'SELECT max(version) AS version FROM collection_config WHERE collection_id = $1 AND part = $2',
      [row.id, part],
    );
    const version = newest!.version + 1;
    await this.db.query(
      `INSERT INTO collection_config (library_id, collection_id, part, version, document, note, author_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [row.libraryId, row.id, part, version, document, note, caller.accountId],
    );
    await this.db.query(
      `UPDATE collection SET ${versionColumn[part]} = $2, version = version + 1, updated_at = now() WHERE id = $1`,
      [row.id, version],
    );
    const order = { libraryId: row.libraryId, collectionId: row.id, key: `${row.id}`, subjectPid: row.pid, caller };
    if (part === 'schema') await this.jobs.enqueue('catalog.project', { collectionId: row.id }, order);
    await this.jobs.enqueue('search.reindex', { collectionId: row.id }, order);
    const subject = { libraryId: row.libraryId, kind: 'collection', pid: row.pid, title: localize(row.name, 'zh-CN') };
    await this.audit.record(caller, 'config.publish', subject, { part, version, note });
  }

  private async lock(pid: string): Promise<CollectionRow> {
    const row = await this.db.one<CollectionRow>(
      `SELECT ${collectionColumns} FROM collection c WHERE c.pid = $1 AND c.state <> 'removed' FOR UPDATE`,
      [pid],
    );
    if (!row) throw new Problem('collection.not-found');
    return row;
  }
}

function withTime(draft: DraftView): DraftView {
  return { ...draft, updatedAt: new Date(draft.updatedAt).toISOString() };
}
