import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Counter } from 'prom-client';
import type { Caller } from '../../contract/caller.js';
import type { PageContent } from '../../contract/reader.js';
import { type Noted, OpeningsService } from '../catalog/openings.service.js';
import { isOpening } from './opening.rule.js';

const openings = new Counter<'outcome'>({
  name: 'linlang_openings_total',
  help: 'Pages of items that were sent: counted; again, which the same visitor opened that day; program and staff, which do not count; dropped, more at once than are kept in memory',
  labelNames: ['outcome'],
});

/** Which item one has open who is sent this page. */
export const itemOpenedBy = (content: PageContent): string | undefined =>
  content.kind === 'item' || content.kind === 'reading' ? content.item.pid : undefined;

/** Counts what readers open: nobody who works here, and no program. */
@Injectable()
export class OpeningCounter {
  constructor(private readonly openings: OpeningsService) {}

  sent(request: Request, caller: Caller, pid: string): void {
    openings.inc({ outcome: this.outcome(request, caller, pid) });
  }

  private outcome(
    { method, headers }: Request,
    { grants, accountId, ip }: Caller,
    pid: string,
  ): Noted | 'staff' | 'program' {
    if (grants.some(({ role }) => role !== 'reader')) return 'staff';
    if (!isOpening(method, headers)) return 'program';
    const visitor = accountId === null ? `${ip}\n${headers['user-agent']}` : `account ${accountId}`;
    return this.openings.note(pid, visitor);
  }
}
