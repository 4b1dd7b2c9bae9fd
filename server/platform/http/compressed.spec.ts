import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { compressFinely, compressQuickly, compressText } from './compressed.js';

const words = '西湖之水，信札之墨。'.repeat(400);

describe('text that is sent', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
      Object.assign(request, { originalUrl: request.url });
      compressText(request as Request, response as Response, () => {
        response.statusCode = pathname === '/part' ? 206 : 200;
        response.setHeader('Content-Type', searchParams.get('type') ?? 'text/html; charset=utf-8');
        response.setHeader('ETag', '"tag"');
        response.setHeader('Accept-Ranges', 'bytes');
        response.end(pathname === '/small' ? 'small' : words);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = async (path: string, headers: Record<string, string> = { 'accept-encoding': 'gzip, br' }) => {
    const answer = await fetch(url + path, { headers });
    return {
      text: await answer.text(),
      encoding: answer.headers.get('content-encoding'),
      tag: answer.headers.get('etag'),
      ranges: answer.headers.get('accept-ranges'),
      vary: answer.headers.get('vary'),
    };
  };

  it.each([
    'text/css',
    'text/html',
    'text/vtt',
    'image/svg+xml',
    'application/xml',
    'application/json',
    'application/ld+json',
    'text/javascript',
  ])('is squeezed where it is %s, and its tag is weak', async (type) => {
    const { vary, ...sent } = await ask(`/?type=${encodeURIComponent(type)}`);
    expect(sent).toEqual({ text: words, encoding: 'br', tag: 'W/"tag"', ranges: null });
    expect(vary).toMatch(/Accept-Encoding/);
  });

  it('goes as it is to whoever takes nothing else, with its own tag', async () => {
    const plain = await ask('/', { 'accept-encoding': 'identity' });
    expect(plain).toMatchObject({ text: words, encoding: null, tag: '"tag"', ranges: 'bytes' });
    expect(await ask('/', { 'accept-encoding': 'br;q=0, gzip' })).toMatchObject({ text: words, encoding: 'gzip' });
  });

  it.each(['/small', '/part', '/?type=image/webp', '/?type=video/mp4', '/api/v1/session', '/api/v1/account/factors'])(
    'leaves %s alone',
    async (path) => expect(await ask(path)).toMatchObject({ encoding: null, tag: '"tag"' }),
  );

  it('leaves a part alone that was asked for by number', async () => {
    const headers = { 'accept-encoding': 'br', range: 'bytes=0-10' };
    expect(await ask('/', headers)).toMatchObject({ encoding: null, tag: '"tag"' });
  });

  it.each([compressQuickly, compressFinely])('comes back whole', async (compress) => {
    const bytes = Buffer.from(words);
    expect(brotliDecompressSync(await compress(bytes, 'br')).equals(bytes)).toBe(true);
    expect(gunzipSync(await compress(bytes, 'gzip')).equals(bytes)).toBe(true);
  });

  it.each([compressQuickly, compressFinely])('keeps no more memory than it is long', async (compress) => {
    for (const encoding of ['br', 'gzip'] as const) {
      const squeezed = await compress(Buffer.from(words), encoding);
      expect(squeezed.buffer.byteLength).toBe(squeezed.length);
    }
  });
});
