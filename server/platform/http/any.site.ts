import type { Response } from 'express';
import { allRoutes, type KnownRoute } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';

/**
 * Lets pages of any site read an answer that everybody gets. Who is signed in, or comes from a campus or a reading room,
 * may get more than that: theirs is told to nobody else and kept by nobody.
 */
export function openToAnySite(response: Response, { spec }: KnownRoute, caller: Caller): void {
  if (!spec.anySite || caller.accountId !== null || caller.labels.some((label) => label !== 'public')) return;
  // A cache would take the cookie of a session that is over from others.
  if (response.getHeader('Set-Cookie') !== undefined) return;
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Link, Content-Length, Content-Disposition, Retry-After, X-Request-Id',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    // Asked about each time: what was withdrawn is gone at once.
    'Cache-Control': 'public, no-cache',
  });
  response.vary('Cookie').vary('Accept-Language').vary('Host');
}

const signs = /[.*+?^${}()|[\]\\]/g;
const paths = allRoutes
  .filter(({ spec }) => spec.anySite)
  .map(({ path }) => {
    const parts = path.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(signs, '\\$&')));
    return new RegExp(`^${parts.join('/')}/?$`, 'i');
  });

/** Addresses whose answers may be for pages of any site. */
export const mayBeForAnySite = (path: string): boolean =>
  /^\/iiif\//.test(path) || paths.some((known) => known.test(path));
