import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { AccountRepository } from './account.repository.js';
import { hasFactorSql } from './factor.sql.js';
import { GrantService } from './grant.service.js';
import { SessionService } from './session.service.js';

type Page = Answer<'GET /people'>;
type PersonView = Page['rows'][number];

interface PersonRow extends Omit<PersonView, 'createdAt' | 'lastSeenAt'> {
  id: number;
  createdAt: Date;
  lastSeenAt: Date | null;
}

/** Grants as a list shows them; `$1` narrows them to one library, so that no library learns of another's people. */
const select = `
  SELECT a.id, a.pid, a.name, a.email, a.state, a.password_hash IS NULL AS pending,
         CASE WHEN $1::bigint IS NULL THEN ${hasFactorSql} END AS "secondFactor",
         a.last_seen_at AS "lastSeenAt", a.created_at AS "createdAt",
         coalesce((SELECT jsonb_agg(jsonb_build_object(
                     'pid', g.pid, 'role', g.role,
                     'library', CASE WHEN l.id IS NULL THEN NULL ELSE jsonb_build_object('pid', l.pid, 'name', l.name) END,
                     'collection', CASE WHEN c.id IS NULL THEN NULL ELSE jsonb_build_object('pid', c.pid, 'name', c.name) END)
                     ORDER BY g.id)
                   FROM role_grant g LEFT JOIN library l ON l.id = g.library_id LEFT JOIN collection c ON c.id = g.collection_id
                  WHERE g.account_id = a.id AND ($1::bigint IS NULL OR g.library_id = $1)), '[]') AS grants
    FROM account a`;

function viewOf({ id: _, ...row }: PersonRow): PersonView {
  return { ...row, createdAt: row.createdAt.toISOString(), lastSeenAt: row.lastSeenAt?.toISOString() ?? null };
}

const like = (text: string | undefined) => (text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null);

@Injectable()
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly grants: GrantService,
    private readonly sessions: SessionService,
    private readonly audit: AuditService,
  ) {}

  async ofLibrary({ params, query }: Input<'GET /libraries/:library/people'>): Promise<Page> {
    const library = await this.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [params.library]);
    const inLibrary = `EXISTS (SELECT 1 FROM role_grant h WHERE h.account_id = a.id AND h.library_id = $1
                                  AND ($6::text IS NULL OR h.role = $6))`;
    return this.page(library!.id, query, inLibrary, [query.role ?? null]);
  }

  everybody({ query }: Input<'GET /people'>): Promise<Page> {
    return this.page(null, query, 'true', []);
  }

  private async page(
    libraryId: number | null,
    query: { q?: string; cursor?: string; limit: number },
    where: string,
    more: unknown[],
  ): Promise<Page> {
    const [name, id] = query.cursor ? decodeCursor(query.cursor, ['text', 'id']) : [null, null];
    const rows = await this.database.query<PersonRow>(
      `${select} WHERE ${where} AND ($2::text IS NULL OR a.name ILIKE $2 OR a.email ILIKE $2)
          AND ($3::text IS NULL OR (a.name, a.id) > ($3, $4::bigint))
        ORDER BY a.name, a.id LIMIT $5`,
      [libraryId, like(query.q), name, id, query.limit + 1, ...more],
    );
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      rows: shown.map(viewOf),
      next: rows.length > query.limit && last ? encodeCursor([last.name, last.id]) : null,
    };
  }

  change(caller: Caller, { params, body }: Input<'PATCH /people/:person'>): Promise<PersonView> {
    return this.database.transaction(async () => {
      const account = await this.accounts.lock({ pid: params.person });
      if (!account) throw new Problem('account.not-found');
      if (body.state === 'disabled') {
        await this.grants.keepOneAdmin(null, async () => {
          await this.accounts.setState(account.id, 'disabled');
          await this.sessions.closeAll(account.id);
        });
      } else {
        await this.accounts.setState(account.id, 'active');
      }
      const subject: AuditSubject = { libraryId: null, kind: 'account', pid: params.person, title: account.name };
      await this.audit.record(caller, body.state === 'active' ? 'account.enable' : 'account.disable', subject);
      const row = await this.database.one<PersonRow>(`${select} WHERE a.id = $2`, [null, account.id]);
      return viewOf(row!);
    });
  }
}
