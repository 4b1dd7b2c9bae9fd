import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { LocalizedText } from '../../contract/localized.js';
import { Config } from '../../platform/config.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { type Act, WaysBack } from './ways.back.js';

type Page = Answer<'GET /recent'>;
type Row = Page['rows'][number];

interface ActRow extends Act {
  at: Date;
  person: string;
  kind: string;
  title: string | null;
  library: { pid: string; name: LocalizedText } | null;
}

const text = (value: unknown) => (typeof value === 'string' ? value : null);
const number = (value: unknown) => (typeof value === 'number' ? value : null);

/** What was done of late and said what it kept for taking it back; the log of what people did is where it stands. */
@Injectable()
export class RecentService {
  constructor(
    private readonly db: Database,
    private readonly ways: WaysBack,
    private readonly config: Config,
  ) {}

  own(query: Input<'GET /recent'>['query'], caller: Caller): Promise<Page> {
    return this.page('e.account_id = $1', caller.accountId, query, caller);
  }

  ofLibrary({ params, query }: Input<'GET /libraries/:library/recent'>, caller: Caller): Promise<Page> {
    return this.page('e.library_id = (SELECT id FROM library WHERE pid = $1)', params.library, query, caller);
  }

  private async page(
    where: string,
    whose: unknown,
    { cursor, limit }: Input<'GET /recent'>['query'],
    caller: Caller,
  ): Promise<Page> {
    const before = cursor ? decodeCursor(cursor, ['id'])[0] : null;
    const rows = await this.db.query<ActRow>(
      `SELECT e.id, e.at, e.actor_name AS person, e.action, e.library_id AS "libraryId", e.subject_kind AS kind,
              e.subject_pid AS subject, e.subject_title AS title, e.detail,
              CASE WHEN l.id IS NOT NULL THEN jsonb_build_object('pid', l.pid, 'name', l.name) END AS library
         FROM audit_entry e LEFT JOIN library l ON l.id = e.library_id
        WHERE ${where} AND e.detail ? 'kept'
          AND ($2::bigint IS NULL OR (e.at, e.id) < ((SELECT at FROM audit_entry WHERE id = $2), $2))
          AND ($4 = 0 OR e.at > now() - make_interval(days => $4)) ORDER BY e.at DESC, e.id DESC LIMIT $3`,
      [whose, before, limit + 1, this.config.env.BATCHES_KEPT_DAYS],
    );
    const shown = rows.slice(0, limit);
    const found = await this.ways.of(shown, caller);
    return {
      rows: shown.map((row) => {
        const answer = found.get(row.id) ?? 'gone';
        return {
          ...this.view(row),
          ...(typeof answer === 'string' ? { back: null, why: answer } : { back: answer, why: null }),
        };
      }),
      next: rows.length > limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  }

  private view({ id, at, person, action, kind, subject, title, library, detail }: ActRow): Omit<Row, 'back' | 'why'> {
    return {
      key: encodeCursor([id]),
      at: at.toISOString(),
      ...{ person, action, library },
      subject: { kind, pid: subject, title: title ?? '' },
      detail: {
        kind: text(detail['kind']),
        role: text(detail['role']),
        items: number(detail['do']),
        number: number(detail['revision']),
      },
    };
  }
}
