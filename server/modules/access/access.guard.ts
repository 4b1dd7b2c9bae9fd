import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import type { Request, Response } from 'express';
import { costOf, paidInside } from '../../contract/api/cost.js';
import type { KnownRoute } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { mayAnywhere } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { becomeIdentity } from '../../platform/database/identity.js';
import { openToAnySite } from '../../platform/http/any.site.js';
import { requestContext } from '../../platform/http/request-context.js';
import { routeOf } from '../../platform/http/serve.js';
import { SessionCookie } from '../account/session.cookie.js';
import type { SessionRequest } from '../account/session.request.js';
import { type LiveSession, SessionService } from '../account/session.service.js';
import { AccessService } from './access.service.js';
import { refuseForgery } from './forgery.rule.js';
import { HostRule } from './host.rule.js';
import { identityOf } from './identity.rule.js';
import { Limits } from './limits.service.js';
import { localeOf } from './locale.rule.js';
import { RefusalNotes } from './refusal.notes.js';

const probes = new Set(['/healthz', '/readyz', '/metrics']);

/** An IPv4 visitor of a socket that speaks both is still an IPv4 visitor. */
function addressOf(request: Request): string | null {
  const ip = request.ip;
  return ip !== undefined && ipaddr.isValid(ip) ? ipaddr.process(ip).toString() : null;
}

/** Stands before every handler: which site, who, from where, and whether they may. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly hosts: HostRule,
    private readonly cookie: SessionCookie,
    private readonly sessions: SessionService,
    private readonly access: AccessService,
    private readonly limits: Limits,
    private readonly refusals: RefusalNotes,
    private readonly database: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<SessionRequest>();
    const response = http.getResponse<Response>();
    const route = routeOf(context);
    if (!route) throw new Problem('route.not-found');
    request.route_ = route;
    // Asked by machines, about the database among others: nothing is looked up for them.
    if (probes.has(route.path)) return true;
    const caller = await this.database.asSystem('who is asking, and what stands at that address', () =>
      this.pass(route, request, response),
    );
    becomeIdentity(identityOf(caller, route.spec.access, request.method));
    return true;
  }

  private async pass(route: KnownRoute, request: SessionRequest, response: Response): Promise<Caller> {
    const siteLibraryId = await this.hosts.siteOf(request);
    const session = await this.sessionOf(request, response);
    const caller = await this.callerOf(request, session, siteLibraryId);
    request.session_ = session;
    request.caller = caller;
    openToAnySite(response, route, caller);
    try {
      refuseForgery(request, route.spec, session?.csrfToken);
      const cost = costOf(route);
      if (cost !== undefined && !paidInside(route)) this.limits.pay(caller, cost);
      await this.check(route, caller, request);
      if (route.spec.fresh && !session?.fresh) throw new Problem('session.not-fresh');
    } catch (error) {
      await this.refusals.note(caller, route, error);
      throw error;
    }
    return caller;
  }

  private async sessionOf(request: Request, response: Response): Promise<LiveSession | null> {
    const token = this.cookie.read(request);
    if (token === undefined) return null;
    const session = await this.sessions.find(token);
    if (session === null) this.cookie.clear(response);
    else if (session.slid) this.cookie.write(response, token, session.idleSeconds);
    return session;
  }

  private async callerOf(request: Request, session: LiveSession | null, siteLibraryId: number | null): Promise<Caller> {
    const ip = addressOf(request);
    const grants = session?.grants ?? [];
    return {
      accountId: session?.accountId ?? null,
      accountPid: session?.accountPid ?? null,
      name: session?.name ?? '',
      grants,
      labels: await this.access.labelsFor(grants, ip),
      ip,
      requestId: requestContext.getStore()?.requestId ?? '',
      locale: localeOf(request, session?.locale),
      siteLibraryId,
    };
  }

  private async check(route: KnownRoute, caller: Caller, request: SessionRequest): Promise<void> {
    const { access } = route.spec;
    if (access === 'public') return;
    if (caller.accountId === null) throw new Problem('session.required');
    if (request.session_?.mustEnrol && !route.spec.enrolling) throw new Problem('session.factor-required');
    if (access === 'signed-in') return;
    if (access.on === 'any') {
      if (!mayAnywhere(caller.grants, access.permission)) throw new Problem('access.denied');
    } else if (access.on === 'platform') {
      this.access.assert(caller, access.permission, {});
    } else {
      await this.access.assertOn(caller, access.permission, access.on, String(request.params[access.on] ?? ''));
    }
  }
}
