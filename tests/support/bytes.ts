import type { Visitor } from './visitor.js';

export interface ByteReply {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** The body, where it is JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of every route pass here
  body: any;
}

/** What a browser would get at an address outside of the API: bytes, and no redirect followed. */
export async function bytesOf(
  visitor: Visitor,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<ByteReply> {
  const response = await fetch(new URL(path, visitor.url), {
    method,
    redirect: 'manual',
    headers: { ...(visitor.cookie ? { cookie: visitor.cookie } : {}), ...visitor.headers, ...headers },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = /json/.test(response.headers.get('content-type') ?? '') && bytes.length > 0;
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    body: json ? (JSON.parse(bytes.toString('utf8')) as unknown) : undefined,
  };
}

/** Several files in one form, as a browser sends them. */
export function formOf(files: { name: string; bytes: Buffer; type?: string }[]): {
  raw: Buffer;
  headers: Record<string, string>;
} {
  const boundary = '----linlang-form-of-files';
  const parts = files.flatMap(({ name, bytes, type }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: ${type ?? 'application/octet-stream'}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return {
    raw: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
