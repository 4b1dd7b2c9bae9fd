import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { CatalogService } from './catalog.service.js';
import { ItemRepository } from './item.repository.js';
import { PageHistory } from './page.history.js';
import { ShownValues } from './shown.values.js';

type Changes = Answer<'GET /items/:item/revisions'>['rows'][number]['pageChanges'];

interface Row {
  number: number;
  title: string;
  note: string;
  review: 'submitted' | 'approved' | 'returned' | null;
  review_note: string;
  author: string | null;
  created_at: Date;
  visited_at: Date | null;
  published: boolean;
}

const select = `SELECT revision.number, revision.title, revision.note, revision.review, revision.review_note, account.name AS author,
    revision.created_at, revision.visited_at, revision.number IS NOT DISTINCT FROM item.published_revision AS published
  FROM item_revision revision JOIN item ON item.id = revision.item_id LEFT JOIN account ON account.id = revision.author_id`;

const none: Changes = { added: 0, removed: 0, moved: 0, changed: 0, texts: 0 };

function view(row: Row, pageChanges: Changes): Answer<'GET /items/:item/revisions'>['rows'][number] {
  return {
    number: row.number,
    title: row.title,
    note: row.note,
    review: row.review,
    reviewNote: row.review_note,
    author: row.author,
    createdAt: row.created_at.toISOString(),
    until: row.visited_at?.toISOString() ?? null,
    published: row.published,
    pageChanges,
  };
}

/** Every head an item ever had. Going back makes a new head of an old one: history only grows. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly catalog: CatalogService,
    private readonly pages: PageHistory,
    private readonly audit: AuditService,
    private readonly shown: ShownValues,
  ) {}

  async list(
    pid: string,
    query: Input<'GET /items/:item/revisions'>['query'],
  ): Promise<Answer<'GET /items/:item/revisions'>> {
    const item = await this.items.byPid(pid);
    const before = query.cursor ? decodeCursor(query.cursor, ['int'])[0] : null;
    const rows = await this.db.query<Row>(
      `${select} WHERE revision.item_id = $1 AND ($2::int IS NULL OR revision.number < $2) ORDER BY revision.number DESC LIMIT $3`,
      [item.id, before, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const changes = await this.pages.changesOf(
      item.id,
      shown.map((row) => row.number),
    );
    const views = shown.map((row) => view(row, changes.get(row.number) ?? none));
    return { rows: views, next: rows.length > query.limit ? encodeCursor([shown.at(-1)!.number]) : null };
  }

  async get(
    pid: string,
    number: number,
    against: number | undefined,
    caller: Caller,
  ): Promise<Answer<'GET /items/:item/revisions/:number'>> {
    const item = await this.items.byPid(pid);
    const { values } = await this.items.revision(item.id, number);
    const row = await this.db.one<Row>(`${select} WHERE revision.item_id = $1 AND revision.number = $2`, [
      item.id,
      number,
    ]);
    return {
      ...view(row!, await this.pages.between(item.id, against ?? number - 1, number)),
      values,
      shown: await this.shown.of(item, values, caller),
      pages: await this.pages.of(item.id, number),
    };
  }

  async restore(pid: string, number: number, version: number, caller: Caller): Promise<Answer<'GET /items/:item'>> {
    await this.db.transaction(async () => {
      const row = await this.items.lockOne(pid, version);
      const revision = await this.items.revision(row.id, number);
      for (const problem of (await this.pages.lacking([{ itemId: row.id, number }])).values()) throw problem;
      await this.pages.bringBack(row.id, number);
      await this.catalog.write([{ row, values: revision.values, note: `↺ ${number}` }], caller);
      await this.pages.record(row.id, row.head_revision + 1);
      await this.audit.record(
        caller,
        'item.go-back',
        { libraryId: row.library_id, kind: 'item', pid, title: row.title },
        { revision: number, kept: row.head_revision, made: row.head_revision + 1 },
      );
    });
    return this.catalog.get(pid, caller);
  }
}
