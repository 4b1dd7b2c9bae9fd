import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { Problem, ProblemCode } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { log } from '../../platform/log/log.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { RefusalService } from '../audit/refusal.service.js';
import { AccountRepository, type AccountRow } from './account.repository.js';
import { networkOf } from '../../platform/http/network.js';

const actions: Partial<Record<ProblemCode, string>> = {
  'session.wrong-credentials': 'session.fail',
  'session.locked': 'session.delay',
  'account.disabled': 'session.closed-account',
};

/** `z…@example.org`: enough to recognise a mistyped address, nothing of what may have been a password. */
function masked(typed: string): string {
  const [local = '', domain] = typed.split('@');
  if (domain === undefined || !/^[\w-]+(\.[\w-]+)+$/.test(domain)) return '…';
  return `${[...local][0] ?? ''}…@${domain.slice(0, 100)}`;
}

/** Who came in, and who was not let in: for the audit log, and for the log of the server. */
@Injectable()
export class SignInNotes {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly audit: AuditService,
    private readonly refusals: RefusalService,
  ) {}

  /** Inside the transaction that begins the session. */
  async began(caller: Caller, accountId: number): Promise<void> {
    const { pid, name } = (await this.accounts.byId(accountId))!;
    const actor = { ...caller, accountId, accountPid: pid, name };
    await this.audit.record(actor, 'session.begin', { libraryId: null, kind: 'session', pid, title: name });
    await this.database.afterCommit(() => log.info({ account: pid, ip: caller.ip }, 'signed in'));
  }

  /** Nobody is known to have tried: the line has no person, only the account it was tried at. */
  async refused(caller: Caller, account: AccountRow | undefined, typed: string, problem: Problem): Promise<void> {
    const action = actions[problem.code];
    if (action === undefined) return;
    const about = {
      account: account?.pid ?? null,
      ip: caller.ip,
      code: problem.code,
      wait: problem.params['retryAfter'],
    };
    const nobody = { ...caller, accountId: null, accountPid: null, name: '' };
    const subject: AuditSubject = {
      libraryId: null,
      kind: 'session',
      pid: account?.pid ?? null,
      title: account?.name ?? masked(typed),
    };
    const network = caller.ip === null ? '' : networkOf(caller.ip);
    const written = await this.refusals.note(nobody, action, subject, network);
    if (written) log.info(about, 'sign-in refused');
  }

  tidy(): Promise<void> {
    return this.refusals.tidy();
  }
}
