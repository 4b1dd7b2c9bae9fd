import { request as httpRequest } from 'node:http';

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The body as JSON, of whatever shape: tests say what they expect of it. */
  body: ReturnType<typeof JSON.parse>;
}

export interface Sending {
  headers?: Record<string, string>;
  /** `false` leaves the CSRF token out, as a forged request would. */
  csrf?: boolean;
  body?: unknown;
  /** Sent as they are, with the headers given: a form with a file, a part of an upload. */
  raw?: Buffer;
}

/**
 * A browser as far as the API can tell: it keeps its cookie, sends its token back, and may claim any Host,
 * which `fetch` would not let a test do.
 */
export class Visitor {
  /** That of the session. */
  cookie: string | undefined;
  /** All others: what a browser keeps when the session is over. */
  kept = new Map<string, string>();
  csrfToken: string | undefined;

  constructor(
    readonly url: string,
    readonly headers: Record<string, string> = {},
  ) {}

  get(path: string, sending: Sending = {}): Promise<Reply> {
    return this.send('GET', path, sending);
  }
  post(path: string, body: unknown = {}, sending: Sending = {}): Promise<Reply> {
    return this.send('POST', path, { ...sending, body });
  }
  put(path: string, body: unknown = {}, sending: Sending = {}): Promise<Reply> {
    return this.send('PUT', path, { ...sending, body });
  }
  patch(path: string, body: unknown = {}, sending: Sending = {}): Promise<Reply> {
    return this.send('PATCH', path, { ...sending, body });
  }
  delete(path: string, sending: Sending = {}): Promise<Reply> {
    return this.send('DELETE', path, sending);
  }

  async signIn(email: string, password: string): Promise<Reply> {
    return this.keep(await this.post('/session', { email, password }));
  }

  /** Remembers the token of an answer that describes a session. */
  keep(reply: Reply): Reply {
    if (reply.status === 200 && reply.body?.csrfToken) this.csrfToken = reply.body.csrfToken as string;
    return reply;
  }

  /** `path` under /api/v1, unless it begins with one of the addresses outside of it, written as `!/healthz`. */
  send(method: string, path: string, sending: Sending = {}): Promise<Reply> {
    const target = new URL(path.startsWith('!') ? path.slice(1) : `/api/v1${path}`, this.url);
    const payload = sending.raw ?? (sending.body === undefined ? undefined : Buffer.from(JSON.stringify(sending.body)));
    const cookies = [...(this.cookie === undefined ? [] : [this.cookie]), ...this.kept.values()];
    const headers: Record<string, string> = {
      ...(sending.raw || payload === undefined ? {} : { 'content-type': 'application/json' }),
      ...(payload === undefined ? {} : { 'content-length': String(payload.length) }),
      ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
      ...(this.csrfToken === undefined || sending.csrf === false ? {} : { 'x-csrf-token': this.csrfToken }),
      ...this.headers,
      ...sending.headers,
    };
    return new Promise((resolve, reject) => {
      const request = httpRequest(target, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          for (const line of response.headers['set-cookie'] ?? []) this.take(line);
          const text = Buffer.concat(chunks).toString();
          // Not lines of it, which are many.
          const isJson = /\bjson/.test(response.headers['content-type'] ?? '');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            body: isJson && text ? JSON.parse(text) : undefined,
          });
        });
      });
      request.on('error', reject);
      request.end(payload);
    });
  }

  private take(line: string): void {
    const pair = line.split(';')[0]!;
    if (!/linlang_session=/.test(pair)) this.kept.set(pair.split('=')[0]!, pair);
    else if (/max-age=0/i.test(line)) this.cookie = this.csrfToken = undefined;
    else this.cookie = pair;
  }
}
