import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { Problem, type ProblemCode } from '../../contract/problems.js';
import { fold } from '../../contract/text/index.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { likePattern, searchText, sortTextOf } from './name.forms.js';
import { NameRepository } from './name.repository.js';
import { Ownership } from './ownership.js';
import { UsageService } from './usage.service.js';

/** A column that people may set, and the property of the API that it is. */
export interface NameColumn {
  column: string;
  property: string;
  /** Written as an id, shown as something else. */
  hidden?: boolean;
}

interface Stored {
  id: number;
  libraryId: number | null;
  sortText: string;
  version: number;
}

interface Named {
  pid: string;
  name: LocalizedText;
  variants: string[];
}

/** Who will own it stands in the body as a public id, and in the answer as a library. */
interface NewName {
  name: LocalizedText;
  library: string | null;
}

interface ListQuery {
  q: string;
  library?: string | undefined;
  owner?: 'platform' | 'library' | undefined;
  kind?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** What agents and places share: owned by the platform or a library, found by any of their names, changed one at a time. */
export abstract class NamesService<View extends Named> {
  protected abstract readonly table: 'agent' | 'place';
  protected abstract readonly missing: ProblemCode;
  protected abstract readonly columns: readonly NameColumn[];
  /** What else a view shows, as SQL of the row `n`. */
  protected readonly more: string = '';

  constructor(
    protected readonly db: Database,
    private readonly rows: NameRepository,
    private readonly audit: AuditService,
    protected readonly owner: Ownership,
    private readonly usage: UsageService,
    private readonly changes: ChangeService,
  ) {}

  /** Further names under which it is looked for. */
  protected moreNames(_view: Partial<View>): string[] {
    return [];
  }

  async list(caller: Caller, query: ListQuery): Promise<{ rows: View[]; next: string | null }> {
    const libraryId = query.library === undefined ? null : await this.owner.readIn(caller, query.library);
    const { all, libraries } = this.owner.readable(caller);
    const after = query.cursor === undefined ? ['', 0] : decodeCursor(query.cursor, ['text', 'id']);
    const rows = await this.db.query<View & Stored>(
      `${this.select()}
        WHERE n.merged_into IS NULL AND n.search_text LIKE $1
          AND (n.library_id IS NULL OR ($2::bigint IS NULL AND ($3 OR n.library_id = ANY($4))) OR n.library_id = $2)
          AND ($8::text IS NULL OR (n.library_id IS NULL) = ($8 = 'platform'))
          ${query.kind === undefined ? 'AND $9::text IS NULL' : 'AND n.kind = $9'}
          AND (n.sort_text COLLATE "C", n.id) > ($5, $6)
        ORDER BY n.sort_text COLLATE "C", n.id LIMIT $7`,
      [
        `%${likePattern(fold(query.q).trim())}%`,
        libraryId,
        all,
        libraries,
        after[0],
        after[1],
        query.limit + 1,
        query.owner ?? null,
        query.kind ?? null,
      ],
    );
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      rows: shown.map((row) => this.view(row)),
      next: rows.length > query.limit && last ? encodeCursor([last.sortText, last.id]) : null,
    };
  }

  async get(caller: Caller, pid: string): Promise<View> {
    const row = await this.row(pid);
    this.owner.assertRead(caller, row.libraryId, this.missing);
    return this.view(row);
  }

  async create(caller: Caller, body: Partial<Omit<View, 'library' | 'parent'>> & NewName): Promise<View> {
    const libraryId = await this.owner.createIn(caller, body.library);
    return this.db.transaction(async () => {
      const pid = await this.rows.add(this.table, libraryId, {
        ...this.given(body),
        sortText: sortTextOf(body.name),
        searchText: this.searchTextOf({}, body as unknown as Partial<View>),
      });
      await this.record(caller, 'create', libraryId, pid, body.name);
      return this.view(await this.row(pid));
    });
  }

  async change(caller: Caller, pid: string, body: Partial<Omit<View, 'parent'>> & { version: number }): Promise<View> {
    return this.db.transaction(async () => {
      const before = await this.row(pid, 'FOR UPDATE OF n');
      this.owner.assertEdit(caller, before.libraryId, this.missing);
      if (before.version !== body.version) throw new Problem('authority.changed', { version: before.version });
      await this.rows.change(this.table, before.id, {
        ...this.given(body),
        sortText: sortTextOf(body.name ?? before.name),
        searchText: this.searchTextOf(before, body),
      });
      if (body.name || body.variants) await this.usage.renamed(caller, this.table, before);
      await this.record(caller, 'change', before.libraryId, pid, body.name ?? before.name);
      return this.view(await this.row(pid));
    });
  }

  private select(): string {
    const own = this.columns.filter(({ hidden }) => !hidden);
    const shown = own.map(({ column, property }) => `n.${column} AS "${property}", `).join('');
    return `SELECT n.id, n.library_id AS "libraryId", n.sort_text AS "sortText", n.pid, n.version, ${shown}${this.more}
                   CASE WHEN l.id IS NULL THEN NULL ELSE jsonb_build_object('pid', l.pid, 'name', l.name) END AS library
              FROM ${this.table} n LEFT JOIN library l ON l.id = n.library_id`;
  }

  private async row(pid: string, lock = ''): Promise<View & Stored> {
    const row = await this.db.one<View & Stored>(`${this.select()} WHERE n.pid = $1 ${lock}`, [pid]);
    if (!row) throw new Problem(this.missing);
    return row;
  }

  private view(row: View & Stored): View {
    const { id: _id, libraryId: _libraryId, sortText: _sortText, ...view } = row;
    return view as unknown as View;
  }

  /** What of it people may set, and did. */
  private given(body: object): Record<string, unknown> {
    const known = new Set(this.columns.map(({ property }) => property));
    return Object.fromEntries(Object.entries(body).filter(([property]) => known.has(property)));
  }

  private searchTextOf(before: Partial<View>, body: Partial<Omit<View, 'parent'>>): string {
    const after: Partial<View> = { ...before, ...body };
    return searchText(after.name ?? {}, after.variants ?? [], this.moreNames(after));
  }

  private async record(
    caller: Caller,
    what: 'create' | 'change',
    libraryId: number | null,
    pid: string,
    name: LocalizedText,
  ): Promise<void> {
    const subject = { libraryId, kind: this.table, pid, title: localize(name, 'zh-CN') };
    await this.audit.record(caller, `${this.table}.${what}`, subject);
    await this.changes.append('change', { subject: 'site', libraryId });
  }
}
