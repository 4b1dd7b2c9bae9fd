import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import { asPiece } from '../../platform/http/piece.headers.js';
import type { ByteRange } from '../../platform/storage/storage.js';
import { matches, parseRange } from './byte.range.js';

export interface Bytes {
  etag: string;
  mediaType: string;
  size: number;
  public: boolean;
  /** Given: the browser is told this name. */
  name?: string;
  attachment?: boolean;
  open(range?: ByteRange): Promise<Readable>;
}

/**
 * Whatever is in a file, nothing in it runs: neither as a page of ours nor as what it is not. Files may be shown by
 * viewers of other sites, to whom no cookie is sent, so that they only ever get what is public.
 */
export function setByteHeaders(response: Response, open: boolean): void {
  asPiece(response);
  response.set({
    'Content-Security-Policy':
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': 'Accept-Ranges, Content-Range, Content-Length, ETag, Link',
    'Cache-Control': open ? 'public, max-age=600' : 'private, no-store',
  });
}

/** Says when something is another, and not what it is called inside: a file's public id is nobody's to learn here. */
export function etagOf(...parts: string[]): string {
  return `"${createHash('sha256').update(parts.join('|')).digest('base64url').slice(0, 22)}"`;
}

/** RFC 9110: ranges, conditions, HEAD. The bytes are opened only when some are sent. */
export async function sendBytes(request: Request, response: Response, bytes: Bytes): Promise<void> {
  setByteHeaders(response, bytes.public);
  response.set({ ETag: bytes.etag, 'Accept-Ranges': 'bytes' });
  // What everybody may see is the same for everybody, and caches that readers share may keep it as one.
  if (!bytes.public) response.vary('Cookie');
  if (bytes.name !== undefined) {
    response.set('Content-Disposition', disposition(bytes.attachment ? 'attachment' : 'inline', bytes.name));
  }
  if (matches(request.get('if-none-match'), bytes.etag)) {
    response.status(304).end();
    return;
  }
  const condition = request.get('if-range');
  const header = condition === undefined || matches(condition, bytes.etag) ? request.get('range') : undefined;
  const range = parseRange(header, bytes.size);
  response.set('Content-Type', bytes.mediaType);
  if (range === null) {
    response.status(416).set('Content-Range', `bytes */${bytes.size}`).end();
    return;
  }
  const length = range ? range.end - range.start + 1 : bytes.size;
  response.status(range ? 206 : 200).set('Content-Length', String(length));
  if (range) response.set('Content-Range', `bytes ${range.start}-${range.end}/${bytes.size}`);
  if (request.method === 'HEAD' || length === 0) {
    response.end();
    return;
  }
  const source = await bytes.open(range);
  await pipeline(source, response).catch((error: unknown) => {
    // A reader who turns the page breaks the line off: that is no failure.
    if (!response.writableEnded && !request.destroyed && !response.destroyed) throw error;
  });
}

/** RFC 6266, with the plain form for programs that know no other. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
