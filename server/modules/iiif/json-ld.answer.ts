import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { matches } from '../media/byte.range.js';
import { nameTable } from '../../contract/name.table.js';

const contexts = nameTable<string>({
  ImageService3: 'http://iiif.io/api/image/3/context.json',
});
export const presentationContext = 'http://iiif.io/api/presentation/3/context.json';

/** Viewers of any site may read these. No cookie comes with such a request, so it only ever gets what is public. */
export function openToSites(response: Response): void {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'ETag, Link, Content-Length',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': 'private, no-store',
  });
}

/** JSON that is JSON-LD to whoever asks for that. Asked again with its tag, it is only said to be the same. */
export function sendJsonLd(
  request: Request,
  response: Response,
  body: { type: string } | string,
  options: { public: boolean; etag?: string; maxAge?: number },
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const etag = options.etag ?? `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const fresh = options.maxAge === undefined ? 'public, no-cache' : `public, max-age=${options.maxAge}`;
  response.set({
    ETag: etag,
    Vary: options.public ? 'Accept, Host' : 'Accept, Cookie, Host',
    'Cache-Control': options.public ? fresh : 'private, no-store',
  });
  if (matches(request.get('if-none-match'), etag)) {
    response.status(304).end();
    return;
  }
  const context = (typeof body === 'string' ? undefined : contexts[body.type]) ?? presentationContext;
  const linked = /application\/ld\+json/.test(request.get('accept') ?? '');
  // Set without Express, which would add a charset that the standard's own type does not have.
  response.setHeader('Content-Type', linked ? `application/ld+json;profile="${context}"` : 'application/json');
  response.send(Buffer.from(text));
}
