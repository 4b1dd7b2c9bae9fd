import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { AuditKind } from '../../contract/audit.kinds.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';

type Page = Answer<'GET /audit'>;
type Query = Omit<Input<'GET /audit'>['query'], 'library'> & { library?: string };

type Line = Page['rows'][number];

interface EntryRow extends Omit<Line, 'at' | 'subject'> {
  id: number;
  at: Date;
  subject: Omit<Line['subject'], 'within'>;
}

/** Where things are that have no page of their own, by their keys. */
const within = `
  SELECT term.pid, v.pid AS within FROM term JOIN vocabulary v ON v.id = term.vocabulary_id WHERE term.pid = ANY ($1)
  UNION ALL SELECT b.pid, coalesce(c.pid, v.pid) FROM batch b LEFT JOIN collection c ON c.id = b.collection_id
    LEFT JOIN vocabulary v ON v.id = b.vocabulary_id WHERE b.pid = ANY ($2)
  UNION ALL SELECT f.pid, item.pid FROM file f JOIN item ON item.id = f.item_id WHERE f.pid = ANY ($3)`;

const said = `AND NOT e.detail ? 'batch'`;

/** Of a batch one line is enough, unless somebody asks about one thing, or about what is done to items. */
const isSaid = ({ subject, action, kind }: Query): boolean =>
  subject === undefined && kind !== 'item' && !action?.startsWith('item.');

/** Reading what `AuditService` wrote. Nothing here or elsewhere changes a line. */
@Injectable()
export class AuditLog {
  constructor(private readonly database: Database) {}

  async page(query: Query): Promise<Page> {
    const before = query.cursor ? decodeCursor(query.cursor, ['id'])[0] : null;
    const rows = await this.database.query<EntryRow>(
      `SELECT e.id, e.at, jsonb_build_object('pid', a.pid, 'name', e.actor_name) AS person, e.action,
              jsonb_build_object('kind', e.subject_kind, 'pid', e.subject_pid, 'title', coalesce(e.subject_title, '')) AS subject,
              CASE WHEN l.id IS NOT NULL THEN jsonb_build_object('pid', l.pid, 'name', l.name) END AS library,
              e.detail, host(e.ip) AS ip, e.agent, e.request_id AS "requestId"
         FROM audit_entry e
         LEFT JOIN account a ON a.id = e.account_id
         LEFT JOIN library l ON l.id = e.library_id
        WHERE ($1::text IS NULL OR l.pid = $1)
          AND ($2::text IS NULL OR a.pid = $2)
          AND ($3::text IS NULL OR e.action = $3 OR (right($3, 1) = '.' AND starts_with(e.action, $3)))
          AND ($4::text IS NULL OR e.subject_kind = $4)
          AND ($5::text IS NULL OR e.subject_pid = $5)
          AND ($6::timestamptz IS NULL OR e.at >= $6)
          AND ($7::timestamptz IS NULL OR e.at < $7)
          AND ($8::bigint IS NULL OR e.id < $8) ${isSaid(query) ? said : ''}
        ORDER BY e.id DESC LIMIT $9`,
      [
        query.library ?? null,
        query.person ?? null,
        query.action ?? null,
        query.kind ?? null,
        query.subject ?? null,
        query.since ?? null,
        query.until ?? null,
        before,
        query.limit + 1,
      ],
    );
    const shown = rows.slice(0, query.limit);
    const places = await this.places(shown);
    return {
      rows: shown.map(({ id: _, subject, ...row }) => ({
        ...row,
        at: row.at.toISOString(),
        subject: { ...subject, within: places.get(subject.pid ?? '') ?? null },
      })),
      next: rows.length > query.limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  }

  private async places(rows: readonly EntryRow[]): Promise<Map<string, string>> {
    // What a file brought in stands there by its batch.
    const kindOf = ({ action, subject }: EntryRow) => (/\.import(-undo)?$/.test(action) ? 'batch' : subject.kind);
    const of = (kind: AuditKind) => rows.flatMap((row) => (kindOf(row) === kind ? (row.subject.pid ?? []) : []));
    const asked = [of('term'), of('batch'), of('file')];
    if (asked.every((pids) => pids.length === 0)) return new Map();
    const found = await this.database.query<{ pid: string; within: string | null }>(within, asked);
    return new Map(found.flatMap((one) => (one.within ? [[one.pid, one.within] as const] : [])));
  }
}
