import type { Request } from 'express';
import type { RouteSpec } from '../../contract/api/define.js';
import { Problem } from '../../contract/problems.js';
import { sameToken } from '../account/token.js';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

function fromElsewhere(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const origin = request.get('origin');
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== request.host;
}

/**
 * Two checks of every unsafe request. Where it was sent from counts for signing in as well, or somebody could be
 * signed in as another without noticing; with a session, the token that only our own pages can read is asked for.
 */
export function refuseForgery(request: Request, spec: RouteSpec, csrfToken: string | undefined): void {
  if (safe.has(request.method) || spec.crossSite) return;
  if (fromElsewhere(request)) throw new Problem('request.csrf');
  if (csrfToken === undefined) return;
  const given = request.get('x-csrf-token');
  if (given === undefined || !sameToken(given, csrfToken)) throw new Problem('request.csrf');
}
