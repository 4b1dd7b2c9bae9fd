import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from './audit.service.js';

/** Within an hour: of one and the same thing, of one subject from anywhere, and of everything together. */
const most = { same: 1, subject: 30, nobody: 200, all: 1000 };
const hour = `interval '1 hour'`;

/**
 * What was refused, in the audit log. A stranger can cause it as often as they like, so it is counted always and
 * written seldom: the first of its kind, then the tenth, the hundredth and so on, with how many it were.
 */
@Injectable()
export class RefusalService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditService,
  ) {}

  /** `same` names what is a mere repetition: a place, a person, an address. Answers whether a line was written. */
  async note(
    caller: Caller,
    action: string,
    subject: AuditSubject,
    same: string,
    detail: Record<string, unknown> = {},
  ): Promise<boolean> {
    const levels: [subject: string, most: number][] = [
      [`same:${action}:${subject.pid}:${same}`, most.same],
      [`subject:${action}:${subject.pid}`, subject.pid === null ? most.nobody : most.subject],
      ['all', most.all],
    ];
    const work = async () => {
      let times = 1;
      for (const [level, free] of levels) {
        const counted = await this.add(level);
        if (counted > free && !isPowerOfTen(counted)) return false;
        times = Math.max(times, counted > free ? counted : 1);
      }
      await this.audit.record(caller, action, subject, { ...detail, ...(times > 1 ? { times } : {}) });
      return true;
    };
    return this.database.asSystem('readers may write nothing, and are written down', () =>
      this.database.transaction(work),
    );
  }

  async tidy(): Promise<void> {
    await this.database.query(`DELETE FROM audit_repeat WHERE since < now() - ${hour}`);
  }

  private async add(subject: string): Promise<number> {
    const row = await this.database.one<{ times: number }>(
      `INSERT INTO audit_repeat AS known (subject, times) VALUES ($1, 1)
       ON CONFLICT (subject) DO UPDATE SET
         times = CASE WHEN known.since < now() - ${hour} THEN 1 ELSE known.times + 1 END,
         since = CASE WHEN known.since < now() - ${hour} THEN now() ELSE known.since END
       RETURNING times`,
      [subject],
    );
    return Number(row!.times);
  }
}

const isPowerOfTen = (count: number) => /^10*$/.test(String(count));
