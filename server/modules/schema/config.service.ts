import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { z } from 'zod';
import { type ConfigPart, configParts } from '../../contract/api/schema.routes.js';
import type { Caller } from '../../contract/caller.js';
import { CollectionPresentation, CollectionSchema, DraftPresentation, DraftSchema } from '../../contract/collection.js';
import { presentationDiff, schemaDiff } from '../../contract/config.diff.js';
import { localize } from '../../contract/localized.js';
import { type FieldProblem, Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { JobService } from '../job/job.service.js';
import { CollectionRepository } from './collection.repository.js';
import { ConfigCheck, goneFrom } from './config.check.js';
import { FieldHolders } from './field.holders.service.js';
import { FieldRegister } from './field.register.js';
import { ConfigRepository, type DraftRow } from './config.repository.js';
import { indexedPart } from './indexed.part.js';
import { type CollectionRow, SchemaService } from './schema.service.js';
import { shapeFaults } from './shape.faults.js';
import { VocabularyCheck } from './vocabulary.check.js';

type DraftView = Answer<'GET /collections/:collection/drafts'>['rows'][number];
type Document = CollectionSchema | CollectionPresentation;
interface Parts {
  schema: CollectionSchema;
  presentation: CollectionPresentation;
}

/** Changing a configuration: a draft, a new version, an older version again. Nothing that was published ever changes. */
@Injectable()
export class ConfigService {
  constructor(
    private readonly db: Database,
    private readonly rows: CollectionRepository,
    private readonly configs: ConfigRepository,
    private readonly schema: SchemaService,
    private readonly fields: FieldRegister,
    private readonly rules: ConfigCheck,
    private readonly audit: AuditService,
    private readonly jobs: JobService,
    private readonly vocabularies: VocabularyCheck,
    private readonly changes: ChangeService,
    private readonly holders: FieldHolders,
  ) {}

  async drafts(pid: string): Promise<{ rows: DraftView[] }> {
    const { id } = await this.schema.byPid(pid);
    return { rows: (await this.configs.drafts(id)).map(draftView) };
  }

  async saveDraft(
    caller: Caller,
    { collection: pid, part }: Input<'PUT /collections/:collection/drafts/:part'>['params'],
    body: Input<'PUT /collections/:collection/drafts/:part'>['body'],
  ): Promise<DraftView> {
    // Half-done work is kept as it is: what is still wrong with it is said when it is looked at or published.
    const document = this.read<Document>(part === 'schema' ? DraftSchema : DraftPresentation, body.document);
    return this.db.transaction(async () => {
      const row = await this.lock(pid);
      await this.assertSeen(row.id, part, body.revision);
      const { libraryId, id: collectionId } = row;
      const written = { libraryId, collectionId, part, document, authorId: caller.accountId };
      return draftView(await this.configs.putDraft(written, body.baseVersion));
    });
  }

  async dropDraft(pid: string, part: ConfigPart, revision?: number): Promise<{ done: true }> {
    await this.db.transaction(async () => {
      const { id } = await this.lock(pid);
      if (revision !== undefined) await this.assertSeen(id, part, revision);
      await this.configs.dropDrafts(id, [part]);
    });
    return { done: true };
  }

  /** Both parts in one step, because each must fit the other as it will be. Answers the job that follows. */
  async publish(
    caller: Caller,
    pid: string,
    seen: Partial<Record<ConfigPart, number>>,
    note: string,
  ): Promise<string | null> {
    return this.db.transaction(async () => {
      const row = await this.lock(pid);
      const next: Partial<Parts> = {};
      for (const part of configParts) {
        if (seen[part] === undefined) continue;
        await this.assertSeen(row.id, part, seen[part]);
        const draft = await this.draftOf(row.id, part);
        if (!draft) throw new Problem('config.changed', { revision: 0, by: null });
        const current = currentOf(row, part);
        if (draft.baseVersion !== current)
          throw new Problem('config.changed', await this.publisher(row.id, part, current));
        Object.assign(next, { [part]: this.parse(part, draft.document) });
      }
      const job = await this.putInForce(caller, row, next, note);
      await this.configs.dropDrafts(
        row.id,
        configParts.filter((part) => next[part] !== undefined),
      );
      return job;
    });
  }

  /** The older document becomes the newest version: history is only ever added to. */
  async restore(
    caller: Caller,
    pid: string,
    part: ConfigPart,
    number: number,
    currentVersion: number,
  ): Promise<string | null> {
    return this.db.transaction(async () => {
      const row = await this.lock(pid);
      const current = currentOf(row, part);
      if (current !== currentVersion) throw new Problem('config.changed', await this.publisher(row.id, part, current));
      const next: Partial<Parts> =
        part === 'schema'
          ? { schema: await this.keepingFields(row, await this.schema.schemaAt(row.id, number)) }
          : { presentation: await this.schema.presentationAt(row.id, number) };
      return this.putInForce(caller, row, next, `${number}`);
    });
  }

  /** What is being designed, filled up with what is in force; it may not be fit for publication. */
  async designed(pid: string): Promise<{ row: CollectionRow; drafted: ConfigPart[] } & Parts> {
    const row = await this.schema.byPid(pid);
    const drafts = new Map((await this.drafts(pid)).rows.map((draft) => [draft.part, draft.document]));
    return {
      row,
      drafted: [...drafts.keys()],
      schema: (drafts.get('schema') ?? (await this.schema.schemaAt(row.id, row.schemaVersion))) as CollectionSchema,
      presentation: (drafts.get('presentation') ??
        (await this.schema.presentationAt(row.id, row.presentationVersion))) as CollectionPresentation,
    };
  }

  async problems(pid: string): Promise<Answer<'GET /collections/:collection/drafts/problems'>> {
    const { row, schema, presentation } = await this.designed(pid);
    const before = await this.schema.schemaAt(row.id, row.schemaVersion);
    const of = (part: ConfigPart, problems: FieldProblem[]) =>
      problems.map(({ path, code, params }) => ({
        part,
        path,
        code,
        ...(params ? { params: params as Record<string, Json> } : {}),
      }));
    const vocabularies = await this.vocabularies.problems(schema, row.libraryId);
    const held = await this.holders.count(row.id, goneFrom(schema, before));
    return {
      rows: [
        ...of('schema', [...this.rules.schemaProblems(schema, before, held), ...vocabularies]),
        ...of('presentation', this.rules.presentationProblems(presentation, schema)),
      ],
    };
  }

  async diff(
    pid: string,
    { part, from, to }: Input<'GET /collections/:collection/diff'>['query'],
  ): Promise<Answer<'GET /collections/:collection/diff'>> {
    const designed = await this.designed(pid);
    const { id } = designed.row;
    if (part === 'schema') {
      const after = to === 'draft' ? designed.schema : await this.schema.schemaAt(id, to);
      return { changes: schemaDiff(await this.schema.schemaAt(id, from), after) };
    }
    const after = to === 'draft' ? designed.presentation : await this.schema.presentationAt(id, to);
    const before = await this.schema.presentationAt(id, from);
    return { changes: presentationDiff(before, after, designed.schema.fields) };
  }

  async version(
    pid: string,
    part: ConfigPart,
    number: number,
  ): Promise<Answer<'GET /collections/:collection/versions/:part/:number'>> {
    const { id } = await this.schema.byPid(pid);
    const document =
      part === 'schema' ? await this.schema.schemaAt(id, number) : await this.schema.presentationAt(id, number);
    return { part, version: number, document: document as unknown as Record<string, Json> };
  }

  async versions(pid: string): Promise<Answer<'GET /collections/:collection/versions'>> {
    const row = await this.schema.byPid(pid);
    const rows = await this.configs.versions(row.id);
    return {
      rows: rows.map((one) => ({
        ...one,
        publishedAt: one.publishedAt.toISOString(),
        current: one.version === currentOf(row, one.part),
      })),
    };
  }

  private parse(part: ConfigPart, document: unknown): Document {
    return this.read<Document>(part === 'schema' ? CollectionSchema : CollectionPresentation, document);
  }

  private read<T>(shape: z.ZodType<T>, document: unknown): T {
    const parsed = shape.safeParse(document);
    if (parsed.success) return parsed.data;
    throw new Problem(
      'config.invalid',
      {},
      shapeFaults(parsed.error.issues, document).map(({ path, fault, params }) => ({
        path: ['document', ...path].join('.'),
        code: `shape.${fault}`,
        params,
      })),
    );
  }

  private async draftOf(collectionId: number, part: ConfigPart): Promise<DraftView | undefined> {
    const draft = await this.configs.draft(collectionId, part);
    return draft && draftView(draft);
  }

  /** Whoever acts on a draft names the state of it that they have seen; else they are told who changed it, and when. */
  private async assertSeen(collectionId: number, part: ConfigPart, revision: number): Promise<void> {
    const draft = await this.draftOf(collectionId, part);
    if ((draft?.revision ?? 0) === revision) return;
    const { revision: now = 0, author = null, updatedAt = null } = draft ?? {};
    throw new Problem('config.changed', { part, revision: now, by: author, at: updatedAt });
  }

  private async publisher(collectionId: number, part: ConfigPart, version: number) {
    const row = await this.configs.version(collectionId, part, version);
    return { part, version, by: row?.author ?? null, at: row?.publishedAt.toISOString() ?? null };
  }

  /** Both parts must go on fitting each other, whichever of them changes. */
  private async assertFits(
    row: CollectionRow,
    before: CollectionSchema,
    { schema, presentation }: Parts,
    changed: boolean,
  ): Promise<void> {
    if (changed) {
      this.rules.assertSchema(schema, before, await this.holders.count(row.id, goneFrom(schema, before)));
      const unknown = await this.vocabularies.problems(schema, row.libraryId);
      if (unknown.length > 0) throw new Problem('config.invalid', {}, unknown);
    }
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
    next: Partial<Parts>,
    note: string,
  ): Promise<string | null> {
    const before = await this.inForce(row);
    const after = { ...before, ...next };
    await this.assertFits(row, before.schema, after, next.schema !== undefined);
    if (next.schema) await this.fields.register(row.libraryId, row.id, next.schema.fields);
    const subject: AuditSubject = {
      libraryId: row.libraryId,
      kind: 'collection',
      pid: row.pid,
      title: localize(row.name, 'zh-CN'),
    };
    for (const part of configParts) {
      const document = next[part];
      if (document) {
        const version = await this.addVersion(caller, row, part, document, note);
        await this.audit.record(caller, 'config.publish', subject, { part, version, note });
      }
    }
    await this.changes.append('change', { subject: 'collection', libraryId: row.libraryId, pid: row.pid });
    const order = { libraryId: row.libraryId, collectionId: row.id, subjectPid: row.pid, caller };
    const index = indexedPart(before) !== indexedPart(after);
    if (next.schema) {
      const fills = newlyFilled(before.schema, next.schema);
      // One job waits for all that only bring lists and documents up to date; each that fills fields is a job of its own.
      const key = fills.length > 0 ? {} : { key: index ? `${row.id} index` : `${row.id}` };
      // It marks what it has gone over to be indexed, so that each record is indexed once, as it then is.
      return this.jobs.enqueue('catalog.apply', { collectionId: row.id, fills, index }, { ...order, ...key });
    }
    if (index) await this.jobs.enqueue('search.reindex', { collectionId: row.id }, { ...order, key: `${row.id}` });
    return null;
  }

  private async inForce(row: CollectionRow): Promise<Parts> {
    return {
      schema: await this.schema.schemaAt(row.id, row.schemaVersion),
      presentation: await this.schema.presentationAt(row.id, row.presentationVersion),
    };
  }

  private async addVersion(
    caller: Caller,
    row: CollectionRow,
    part: ConfigPart,
    document: Document,
    note: string,
  ): Promise<number> {
    const { libraryId, id: collectionId } = row;
    const written = { libraryId, collectionId, part, document, authorId: caller.accountId };
    const version = await this.configs.addVersion(written, note);
    await this.rows.setVersion(collectionId, part, version);
    await this.schema.switched();
    return version;
  }

  private async lock(pid: string): Promise<CollectionRow> {
    const row = await this.rows.lock(pid);
    if (!row) throw new Problem('collection.not-found');
    return row;
  }
}

const currentOf = (row: CollectionRow, part: ConfigPart): number =>
  part === 'schema' ? row.schemaVersion : row.presentationVersion;

/** Fields that come into use with this version and have another to take their values from. */
function newlyFilled(before: CollectionSchema, after: CollectionSchema): string[] {
  const living = new Set(before.fields.filter((field) => !field.removed).map((field) => field.id));
  return after.fields
    .filter((field) => field.filledFrom !== undefined && !field.removed && !living.has(field.id))
    .map((field) => field.id);
}

function draftView(draft: DraftRow): DraftView {
  return { ...draft, document: draft.document as DraftView['document'], updatedAt: draft.updatedAt.toISOString() };
}
