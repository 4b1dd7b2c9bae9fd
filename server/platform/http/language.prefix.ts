import type { NextFunction, Request, Response } from 'express';
import { ownPath } from '../../contract/safe.href.js';

/** Only pages have a language in their address; the API, files and tiles are one for all. */
const prefixed =
  /^\/(en|zh-TW)(?=\/|\?|$)(?!\/(?:api|iiif|p|f|assets|brand|console|healthz|readyz|metrics)(?:\/|\?|$))/;

/**
 * `/en/i/…` is matched as `/i/…`: one route for a page in all its languages. The address as it was asked for
 * stays in `originalUrl`, where the language is read from.
 */
export function languagePrefix(request: Request, _response: Response, next: NextFunction): void {
  const found = prefixed.exec(request.url);
  if (found && (request.method === 'GET' || request.method === 'HEAD')) {
    // What is left names a page of this host, however many slashes it begins with.
    request.url = ownPath(request.url.slice(found[0].length));
  }
  next();
}
