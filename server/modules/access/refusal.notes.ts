import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { catchError, from, type Observable, switchMap, throwError } from 'rxjs';
import type { KnownRoute } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { log } from '../../platform/log/log.js';
import type { CalledRequest } from '../../platform/http/serve.js';
import type { AuditSubject } from '../audit/audit.service.js';
import { RefusalService } from '../audit/refusal.service.js';

/** What signed-in people were not permitted to do, wherever it was refused. */
@Injectable()
export class RefusalNotes {
  constructor(private readonly refusals: RefusalService) {}

  async note(caller: Caller, route: KnownRoute, error: unknown): Promise<void> {
    if (caller.accountId === null || !(error instanceof Problem) || error.status !== 403) return;
    // To be asked who one is happens every day: it is no refusal.
    if (error.code === 'session.not-fresh') return;
    const subject: AuditSubject = { libraryId: null, kind: 'session', pid: caller.accountPid, title: route.key };
    const written = await this.refusals.note(caller, 'session.deny', subject, route.key, { code: error.code });
    if (written) log.info({ account: caller.accountPid, ip: caller.ip, route: route.key, code: error.code }, 'denied');
  }
}

/** The guard's own refusals never come here; those of the services do. */
@Injectable()
export class RefusalInterceptor implements NestInterceptor {
  constructor(private readonly notes: RefusalNotes) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { caller, route_: route } = context.switchToHttp().getRequest<CalledRequest>();
    if (!caller || !route) return next.handle();
    return next
      .handle()
      .pipe(
        catchError((error: unknown) =>
          from(this.notes.note(caller, route, error)).pipe(switchMap(() => throwError(() => error))),
        ),
      );
  }
}
