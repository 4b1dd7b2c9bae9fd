import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize } from '../../contract/localized.js';
import { scopeWith } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { audiencesOf, labelsOf } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { AuditService } from '../audit/audit.service.js';
import { type ChangeKind, ChangeService } from '../change/change.service.js';
import { CollectionMakerService } from './collection.maker.service.js';
import { CollectionRepository } from './collection.repository.js';
import { collectionColumns, type CollectionRow, SchemaService } from './schema.service.js';

type RowView = Answer<'GET /collections'>['rows'][number];
type Detail = Answer<'GET /collections/:collection'>;
type Joined = CollectionRow & { library: RowView['library'] };

const joined = `
  SELECT ${collectionColumns}, jsonb_build_object('pid', l.pid, 'slug', l.slug, 'name', l.name) AS library
    FROM collection c JOIN library l ON l.id = c.library_id`;

/** Collections as the API shows and changes them: everything but their configuration. */
@Injectable()
export class CollectionService {
  constructor(
    private readonly db: Database,
    private readonly rows: CollectionRepository,
    private readonly access: AccessService,
    private readonly audit: AuditService,
    private readonly schema: SchemaService,
    private readonly maker: CollectionMakerService,
    private readonly changes: ChangeService,
  ) {}

  async list(caller: Caller, query: Input<'GET /collections'>['query']): Promise<{ rows: RowView[] }> {
    const library =
      query.library === undefined ? caller.siteLibraryId : (await this.access.mustFind('library', query.library)).id;
    const rows = query.mine ? await this.working(caller, library) : await this.readable(caller, library);
    return { rows: rows.map((row) => this.rowView(row)) };
  }

  async detail(pid: string): Promise<Detail> {
    const row = await this.db.one<Joined>(`${joined} WHERE c.pid = $1 AND c.state <> 'removed'`, [pid]);
    if (!row) throw new Problem('collection.not-found');
    const { schema, presentation, schemaVersion, presentationVersion } = await this.schema.configOf(row.id);
    const { defaultVisibility } = row;
    return { ...this.rowView(row), defaultVisibility, schemaVersion, presentationVersion, schema, presentation };
  }

  async create(caller: Caller, libraryPid: string, body: Input<'POST /libraries/:library/collections'>['body']) {
    const library = await this.access.mustFind('library', libraryPid);
    const made = await this.maker.fromTemplate(caller, library.id, body);
    return this.detail(made.pid);
  }

  async change(caller: Caller, pid: string, body: Input<'PATCH /collections/:collection'>['body']): Promise<Detail> {
    await this.db.transaction(async () => {
      const row = await this.lock(pid);
      if (row.version !== body.version) throw new Problem('collection.changed', { version: row.version });
      if (body.slug !== undefined && body.slug !== row.slug) await this.assertFree(row.libraryId, body.slug);
      const { version: _version, ...changed } = body;
      const { audiences, ...plain } = changed;
      await this.rows.change(row.id, { ...plain, labels: audiences && labelsOf(audiences, row.libraryId) });
      await this.record(caller, 'collection.change', row, changed);
      const shown = body.state !== undefined || body.audiences !== undefined;
      await this.log(row, shown ? 'visibility' : 'change');
      await this.db.afterCommit(() => this.access.forgetCollections());
    });
    return this.detail(pid);
  }

  async remove(caller: Caller, pid: string): Promise<{ done: true }> {
    await this.db.transaction(async () => {
      const row = await this.lock(pid);
      const held = await this.db.one(`SELECT 1 FROM item WHERE collection_id = $1 AND state <> 'removed' LIMIT 1`, [
        row.id,
      ]);
      if (held) throw new Problem('collection.not-empty');
      // Its address becomes free; the row stays, because removed items and the audit still speak of it.
      await this.rows.remove(row);
      await this.record(caller, 'collection.remove', row);
      await this.log(row, 'withdrawal');
      await this.db.afterCommit(() => this.access.forgetCollections());
    });
    return { done: true };
  }

  private async lock(pid: string): Promise<CollectionRow> {
    const row = await this.rows.lock(pid);
    if (!row) throw new Problem('collection.not-found');
    return row;
  }

  private async assertFree(libraryId: number, slug: string): Promise<void> {
    if (await this.rows.isTaken(libraryId, slug)) throw new Problem('collection.slug-taken', { slug });
  }

  private async readable(caller: Caller, library: number | null): Promise<Joined[]> {
    return this.db.query<Joined>(
      `${joined} WHERE c.id = ANY($1) AND c.state = 'open' AND ($2::bigint IS NULL OR c.library_id = $2)
        ORDER BY c.library_id, c.ord, c.id`,
      [await this.access.readableCollections(caller), library],
    );
  }

  private async working(caller: Caller, library: number | null): Promise<Joined[]> {
    const held = scopeWith(caller.grants, 'collection.read');
    const all = held === 'all';
    return this.db.query<Joined>(
      `${joined} WHERE c.state <> 'removed' AND ($1 OR c.library_id = ANY($2) OR c.id = ANY($3))
         AND ($4::bigint IS NULL OR c.library_id = $4)
        ORDER BY c.library_id, c.ord, c.id`,
      [all, all ? [] : held.libraries, all ? [] : held.collections, library],
    );
  }

  private rowView(row: Joined): RowView {
    const { pid, slug, name, description, kind, state, library, version } = row;
    return {
      pid,
      slug,
      name,
      description,
      kind,
      template: row.templateKey,
      state,
      library,
      audiences: audiencesOf(row.labels),
      version,
      updatedAt: new Date(row.updatedAt).toISOString(),
    };
  }

  private log({ libraryId, pid }: CollectionRow, kind: ChangeKind): Promise<void> {
    return this.changes.append(kind, { subject: 'collection', libraryId, pid });
  }

  private async record(caller: Caller, action: string, row: CollectionRow, detail = {}): Promise<void> {
    const title = localize(row.name, 'zh-CN');
    await this.audit.record(
      caller,
      action,
      { libraryId: row.libraryId, kind: 'collection', pid: row.pid, title },
      detail,
    );
  }
}
