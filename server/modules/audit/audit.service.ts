import { Injectable } from '@nestjs/common';
import type { AuditKind } from '../../contract/audit.kinds.js';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { requestContext } from '../../platform/http/request-context.js';

/** What something was done to. The title is kept as it was, because the thing may be gone when the line is read. */
export interface AuditSubject {
  libraryId: number | null;
  kind: AuditKind;
  pid: string | null;
  title: string;
}

@Injectable()
export class AuditService {
  constructor(private readonly database: Database) {}

  /** Written with the change itself: a change without its line, or a line without its change, cannot be. */
  record(caller: Caller, action: string, subject: AuditSubject, detail: Record<string, unknown> = {}): Promise<void> {
    return this.recordAll(caller, action, [subject], detail);
  }

  /** The same done to many. Where the detail names the batch, the batch has a line that says so in one. */
  async recordAll(
    caller: Caller,
    action: string,
    subjects: readonly AuditSubject[],
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    this.database.requireTransaction('AuditService.record');
    if (subjects.length === 0) return;
    await this.database.query(
      `INSERT INTO audit_entry (library_id, account_id, actor_name, action, subject_kind, subject_pid, subject_title,
                                detail, request_id, ip, agent)
       SELECT s.library_id, $5, $6, $7, s.kind, s.pid, s.title, $8, $9, $10, $11
         FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS s (library_id, kind, pid, title)`,
      [
        subjects.map(({ libraryId }) => libraryId),
        subjects.map(({ kind }) => kind),
        subjects.map(({ pid }) => pid),
        subjects.map(({ title }) => title.slice(0, 500)),
        caller.accountId,
        caller.name,
        action,
        JSON.stringify(detail),
        caller.requestId,
        caller.ip,
        requestContext.getStore()?.agent ?? null,
      ],
    );
  }
}
