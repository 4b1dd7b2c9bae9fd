import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { ownPath } from '../../contract/safe.href.js';
import { Problem } from '../../contract/problems.js';
import { isWhole } from '../../contract/whole.text.js';

/** Deeper than anything of ours: a list in a list in a list of a long text is 56 deep. */
export const deepestJson = 64;

const [quote, backslash] = [34, 92];
const opening = new Set([91, 123]);
const closing = new Set([93, 125]);

/** How deep brackets stand in each other outside of strings, up to one more than is allowed. */
export function jsonDepth(bytes: Uint8Array): number {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let at = 0; at < bytes.length && most <= deepestJson; at++) {
    const byte = bytes[at]!;
    if (inString) {
      if (byte === backslash) at++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) inString = true;
    else if (opening.has(byte)) most = Math.max(most, ++depth);
    else if (closing.has(byte)) depth--;
  }
  return most;
}

/** Before a body is parsed: its bytes are counted through once, whatever the parser would make of them. */
export function checkJsonBytes(_: IncomingMessage, __: unknown, bytes: Buffer, encoding: string): void {
  // Brackets are only looked for where one byte is one of them.
  if (encoding !== 'utf-8') throw new Problem('request.unsupported-type', { accepts: 'application/json' });
  if (jsonDepth(bytes) > deepestJson) throw new Problem('request.malformed', { reason: 'depth', most: deepestJson });
}

/** Refuses a name or value that no table could keep. */
export function assertWhole(text: string): void {
  if (!isWhole(text)) throw new Problem('request.malformed', { reason: 'characters' });
}

/** Names that objects have of themselves; as a key, this one would be taken for the object's kind. */
const forbiddenKey = '__proto__';

/** All strings and all keys of what was sent. Not deeper than `deepestJson`, so that calls may stand in each other. */
export function assertWholeJson(value: unknown): void {
  if (typeof value === 'string') assertWhole(value);
  else if (Array.isArray(value)) value.forEach(assertWholeJson);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      if (key === forbiddenKey) throw new Problem('request.malformed', { reason: 'name' });
      assertWhole(key);
      assertWholeJson(part);
    }
  }
}

/** Between percent signs a half character cannot be written: what is no UTF-8 is refused like a NUL. */
function isWholeAddress(url: string): boolean {
  const end = `${url}?`.indexOf('?');
  try {
    return isWhole(decodeURIComponent(url.slice(0, end))) && !/%00|\0/.test(url.slice(end));
  } catch {
    return false;
  }
}

/** The path and query of the address; a proxy may send the whole of it. */
const pathOf = (url: string): string => ownPath(url.replace(/^https?:\/\/[^/?#]*/i, ''));

/**
 * The first thing that a request meets: an address is one of this host, and of whole characters. It throws in no
 * handler of its own, so that pages and the API each tell it in their own way.
 */
export function requestEdge(request: Request, _response: Response, next: NextFunction): void {
  request.url = pathOf(request.url);
  request.originalUrl = pathOf(request.originalUrl);
  if (isWholeAddress(request.url)) next();
  else next(new Problem('request.malformed', { reason: 'characters' }));
}

/** After the body was parsed. */
export function bodyEdge(request: Request, _response: Response, next: NextFunction): void {
  assertWholeJson(request.body);
  next();
}
