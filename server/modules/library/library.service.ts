import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { type Permission, scopeWith } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { LibraryRepository } from './library.repository.js';
import { cardOf, type LibraryRow, librarySelect, settingsOf } from './library.row.js';
import { openCollection, openLibrary } from './open.sql.js';
import { type StandingMemo, StandingService } from './standing.service.js';

type Card = Answer<'GET /libraries/:library'>;
type Settings = Answer<'POST /libraries'>;

/** Collections of the library that this reader may come across; `$1` labels, then what they work for. */
const readable = `(SELECT count(*) FROM collection c WHERE c.library_id = l.id AND c.state <> 'removed'
  AND (${openCollection('$1')} OR $2 OR l.id = ANY ($3) OR c.id = ANY ($4))) AS collections`;

@Injectable()
export class LibraryService {
  private readonly seen: StandingMemo<Card[]>;

  constructor(
    private readonly database: Database,
    private readonly rows: LibraryRepository,
    standing: StandingService,
  ) {
    this.seen = standing.memo();
  }

  byId(id: number): Promise<LibraryRow | undefined> {
    return this.rows.byId(id);
  }

  byPid(pid: string): Promise<LibraryRow | undefined> {
    return this.rows.byPid(pid);
  }

  bySlug(slug: string): Promise<LibraryRow | undefined> {
    return this.rows.bySlug(slug);
  }

  byHost(hostname: string): Promise<LibraryRow | undefined> {
    return this.rows.byHost(hostname);
  }

  async mustFind(pid: string): Promise<LibraryRow> {
    const row = await this.byPid(pid);
    if (!row) throw new Problem('library.not-found');
    return row;
  }

  /** Libraries that this reader may see; on a library's own host that one alone. */
  async visible(caller: Caller): Promise<{ rows: Card[] }> {
    const { labels, grants, siteLibraryId: site } = caller;
    const key = JSON.stringify([labels, grants, site]);
    const rows = await this.seen.of(key, () =>
      this.cards(caller, site === null ? 'true' : `l.id = $5`, site === null ? [] : [site]),
    );
    return { rows };
  }

  async card(caller: Caller, pid: string): Promise<Card> {
    const [row] = await this.cards(caller, `l.pid = $5`, [pid]);
    if (!row) throw new Problem('library.not-found');
    return row;
  }

  private async cards(caller: Caller, where: string, more: unknown[]): Promise<Card[]> {
    const staff = caller.grants.filter((grant) => grant.role !== 'reader');
    const whole = staff.filter((grant) => grant.collectionId === null);
    const single = staff.filter((grant) => grant.collectionId !== null);
    const rows = await this.database.query<LibraryRow & { collections: number }>(
      keptPlan(`SELECT l.*, ${readable} FROM (${librarySelect}) AS l
        WHERE (${openLibrary('$1')}
               OR $2 OR l.id = ANY ($3)
               OR EXISTS (SELECT 1 FROM collection c WHERE c.library_id = l.id AND c.id = ANY ($4)))
          AND ${where} ORDER BY l.slug`),
      [
        caller.labels,
        whole.some((grant) => grant.libraryId === null),
        whole.flatMap((grant) => (grant.libraryId === null ? [] : [grant.libraryId])),
        single.map((grant) => grant.collectionId),
        ...more,
      ],
    );
    return rows.map(cardOf);
  }

  /** Those one works in as a whole. */
  async managed(caller: Caller, permission: Permission = 'library.read'): Promise<{ rows: Settings[] }> {
    const held = scopeWith(caller.grants, permission);
    const rows = await this.settingsWhere(`$1 OR l.id = ANY ($2)`, [
      held === 'all',
      held === 'all' ? [] : held.libraries,
    ]);
    return { rows };
  }

  async settings({ params }: Input<'GET /libraries/:library/settings'>): Promise<Settings> {
    const [row] = await this.settingsWhere(`l.pid = $1`, [params.library]);
    if (!row) throw new Problem('library.not-found');
    return row;
  }

  private async settingsWhere(where: string, parameters: unknown[]): Promise<Settings[]> {
    const rows = await this.database.query<LibraryRow & { collections: number; usedBytes: number }>(
      `SELECT l.*,
              (SELECT count(*) FROM collection c WHERE c.library_id = l.id AND c.state <> 'removed') AS collections,
              (SELECT coalesce(sum(t.bytes), 0)::bigint FROM file_tally t WHERE t.library_id = l.id) AS "usedBytes"
         FROM (${librarySelect}) AS l WHERE ${where} ORDER BY l.slug`,
      parameters,
    );
    return rows.map(settingsOf);
  }
}
