import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';

export type Encoding = 'br' | 'gzip';
export const encodings = ['br', 'gzip'] as const satisfies readonly Encoding[];

/** Smaller ones fit into a packet as they are. */
export const smallestBytes = 1024;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** What this client understands best; undefined where it takes only what is plain. */
export const encodingFor = (request: Request): Encoding | undefined =>
  encodings.find((one) => request.acceptsEncodings(one) === one);

/** For what is compressed once and sent many times. */
export function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return zip(bytes, { level: 6 });
  const { BROTLI_PARAM_MODE: mode, BROTLI_MODE_TEXT: text, BROTLI_PARAM_QUALITY: quality } = constants;
  return brotli(bytes, { params: { [mode]: text, [quality]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

/**
 * Whose length tells a listener something of a secret that stands beside words he chose (BREACH): what holds tokens is
 * sent as it is. Pages hold none.
 */
const secret = /^\/api\/v1\/(session|account|password|invitation|people)/i;

const squeezed = compression({
  threshold: smallestBytes,
  level: 5,
  brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  filter: (request, response) =>
    request.headers.range === undefined &&
    response.statusCode !== 206 &&
    !secret.test((request as Request).originalUrl) &&
    compression.filter(request, response),
});

/**
 * Text is sent compressed to whoever takes it. A tag is then that of one and the same content in several forms, which
 * only a weak one may be; and bytes of a form that is made as it is sent cannot be asked for by number.
 */
export function compressText(request: Request, response: Response, next: NextFunction): void {
  const { writeHead } = response;
  response.writeHead = function (this: Response, ...given: Parameters<typeof writeHead>) {
    if (this.getHeader('Content-Encoding') !== undefined) {
      const tag = this.getHeader('ETag');
      if (typeof tag === 'string' && tag.startsWith('"')) this.setHeader('ETag', `W/${tag}`);
      this.removeHeader('Accept-Ranges');
    }
    return writeHead.apply(this, given);
  } as typeof writeHead;
  squeezed(request, response, next);
}
