import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
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

/** `quick` for what is probably sent once: a third of the time for a fifth more bytes. `fine` for what is sent again and again. */
export type Care = 'quick' | 'fine';

const levels = { quick: { br: 2, gzip: 3 }, fine: { br: 5, gzip: 6 } } as const;

const optionsOf = (bytes: Buffer, encoding: Encoding, care: Care) => {
  const { BROTLI_PARAM_MODE: mode, BROTLI_MODE_TEXT: text, BROTLI_PARAM_QUALITY: quality } = constants;
  if (encoding === 'gzip') return { level: levels[care].gzip };
  return { params: { [mode]: text, [quality]: levels[care].br, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
};

/** What zlib gives may lie in a larger piece of memory, all of which would be kept with it. */
function alone(bytes: Buffer): Buffer {
  if (bytes.length === bytes.buffer.byteLength) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}

/** At once: handing so little to another thread takes longer than doing it. */
export const compressQuickly = (bytes: Buffer, encoding: Encoding): Buffer =>
  alone((encoding === 'br' ? brotliCompressSync : gzipSync)(bytes, optionsOf(bytes, encoding, 'quick')));

/** Beside everything else. */
export const compressFinely = async (bytes: Buffer, encoding: Encoding): Promise<Buffer> =>
  alone(await (encoding === 'br' ? brotli : zip)(bytes, optionsOf(bytes, encoding, 'fine')));

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
