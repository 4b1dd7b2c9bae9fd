import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { requestContext } from '../../platform/http/request-context.js';

/** What something was done to. The title is kept as it was, because the thing may be gone when the line is read. */
export interface AuditSubject {
  libraryId: number | null;
  kind: string;
  pid: string | null;
  title: string;
}

@Injectable()
export class AuditService {
  constructor(private readonly database: Database) {}

  /** Written with the change itself: a change without its line, or a line without its change, cannot be. */
  async record(
    caller: Caller,
    action: string,
    subject: AuditSubject,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    this.database.requireTransaction('AuditService.record');
    await this.database.query(
      `INSERT INTO audit_entry (library_id, account_id, actor_name, action, subject_kind, subject_pid, subject_title,
                                detail, request_id, ip, agent)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        subject.libraryId,
        caller.accountId,
        caller.name,
        action,
        subject.kind,
        subject.pid,
        subject.title.slice(0, 500),
        JSON.stringify(detail),
        caller.requestId,
        caller.ip,
        requestContext.getStore()?.agent ?? null,
      ],
    );
  }
}
