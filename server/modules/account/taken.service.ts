import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { GrantRepository } from './grant.repository.js';
import { assertMayGive } from './grant.rules.js';
import { TakenRoles, type TakenRow } from './taken.roles.js';

type Listed = Answer<'GET /libraries/:library/taken-roles'>;
type Given = Answer<'POST /libraries/:library/taken-roles/give-back'>;

const viewOf = (row: TakenRow): Listed['rows'][number] => ({
  pid: row.pid,
  person: { pid: row.accountPid, name: row.accountName, email: row.email },
  role: row.role,
  collection: row.collection,
  takenBy: row.takenBy,
  takenAt: row.takenAt.toISOString(),
  until: row.until.toISOString(),
});

/** More than so many is told as so many: it is asked before one decides, and nobody decides by the last of thousands. */
const mostCounted = 1000;

/** What taking a role means for whoever has it, and taking that back. */
@Injectable()
export class TakenService {
  constructor(
    private readonly database: Database,
    private readonly grants: GrantRepository,
    private readonly taken: TakenRoles,
    private readonly audit: AuditService,
  ) {}

  async openWork({
    params,
    query,
  }: Input<'GET /libraries/:library/people/:person/open-work'>): Promise<
    Answer<'GET /libraries/:library/people/:person/open-work'>
  > {
    const person = await this.grants.personOf(params.library, params.person);
    if (!person) throw new Problem('account.not-found');
    const collection = query.collection ? await this.grants.collectionOf(person.libraryId, query.collection) : null;
    if (collection === undefined) throw new Problem('collection.not-found');
    const within = (table: string) =>
      `${table}.library_id = $1 AND ($3::bigint IS NULL OR ${table}.collection_id = $3)`;
    const most = `LIMIT ${mostCounted}`;
    const row = await this.database.one<{ drafts: number; submitted: number; batches: number }>(
      `SELECT (SELECT count(*) FROM (SELECT FROM item_draft d JOIN item ON item.id = d.item_id
                WHERE d.account_id = $2 AND d.dropped_at IS NULL AND ${within('item')} ${most}) AS counted)::int AS drafts,
              (SELECT count(*) FROM (SELECT FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
                WHERE item.state = 'submitted' AND head.reviewed_by = $2 AND ${within('item')} ${most}) AS counted)::int AS submitted,
              (SELECT count(*) FROM (SELECT FROM batch
                WHERE acting_by = $2 AND state IN ('applying', 'undoing') AND ${within('batch')} ${most}) AS counted)::int AS batches`,
      [person.libraryId, person.id, collection],
    );
    return row!;
  }

  async list({ params, query }: Input<'GET /libraries/:library/taken-roles'>): Promise<Listed> {
    const library = await this.database.one<{ id: number }>(`SELECT id FROM library WHERE pid = $1`, [params.library]);
    const before = query.cursor ? decodeCursor(query.cursor, ['id'])[0] : null;
    const rows = await this.taken.page(library!.id, before, query.limit + 1);
    const shown = rows.slice(0, query.limit);
    return {
      rows: shown.map(viewOf),
      next: rows.length > query.limit ? encodeCursor([shown.at(-1)!.id]) : null,
    };
  }

  /** As whoever gives it may give it now. What somebody else gave meanwhile stands, and is said. */
  giveBack(caller: Caller, { params, body }: Input<'POST /libraries/:library/taken-roles/give-back'>): Promise<Given> {
    return this.database.transaction(async () => {
      const wanted = new Set(body.taken);
      const rows = await this.taken.lock(params.library, [...wanted]);
      if (rows.length < wanted.size) throw new Problem('taken-role.not-found');
      for (const row of rows) {
        assertMayGive(caller, row.role, row);
        if (row.givenBack) throw new Problem('taken-role.given-back');
        if (row.collectionGone) throw new Problem('collection.not-found');
        if (!(await this.taken.giveBack(row.id))) throw new Problem('grant.exists');
        const subject: AuditSubject = {
          libraryId: row.libraryId,
          kind: 'account',
          pid: row.accountPid,
          title: row.accountName,
        };
        await this.audit.record(caller, 'grant.give-back', subject, {
          role: row.role,
          collection: row.collection?.pid ?? null,
          taken: row.pid,
        });
      }
      return {
        grants: rows.map(({ grantPid, role, library, collection }) => ({ pid: grantPid, role, library, collection })),
      };
    });
  }
}
