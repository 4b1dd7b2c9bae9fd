import type { Answer, ApiKey, Request } from '../../../server/contract/api/index.js';
import { csrfToken } from './csrf.js';
import { problemOf, Unreachable } from './problem.js';

const prefix = '/api/v1';
const safe = new Set(['GET', 'HEAD']);

interface Sent {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export interface CallOptions {
  signal?: AbortSignal;
  /** Lets a save finish when the page is being left. */
  keepalive?: boolean;
}

/** Only what a route needs must be given; a route without parameters, query and body needs nothing. */
type Given<K extends ApiKey> = object extends Request<K> ? [request?: Request<K>] : [request: Request<K>];

export function addressOf(key: string, { params = {}, query = {} }: Sent): string {
  const path = key.slice(key.indexOf(' ') + 1).replace(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${key} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(name, String(one));
    }
  }
  const text = search.toString();
  return prefix + path + (text ? `?${text}` : '');
}

async function send(key: string, sent: Sent, options: CallOptions): Promise<Response> {
  const method = key.slice(0, key.indexOf(' '));
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (!safe.has(method)) headers['X-CSRF-Token'] = csrfToken();
  const form = sent.body instanceof FormData;
  if (sent.body !== undefined && !form) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(addressOf(key, sent), {
      method,
      headers,
      credentials: 'same-origin',
      ...(sent.body === undefined ? {} : { body: form ? (sent.body as FormData) : JSON.stringify(sent.body) }),
      ...options,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw unreachable();
  }
}

const unreachable = () => new Unreachable(typeof navigator !== 'undefined' && navigator.onLine === false);

/**
 * The only way to the server: `api('GET /items/:item', { params: { item } })`, typed from the contract.
 * Throws ApiProblem (the server said no), Unreachable (nothing answered) or the AbortError of its signal.
 */
export async function api<K extends ApiKey>(key: K, ...rest: [...Given<K>, options?: CallOptions]): Promise<Answer<K>> {
  const [request, options] = rest as unknown as [Sent?, CallOptions?];
  const response = await send(key, request ?? {}, options ?? {});
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer<K>;
}

/**
 * For routes that answer a line of JSON for each of many rows: each is handed over as it comes, so that no more is held
 * than whoever takes them keeps.
 */
export async function eachLine<K extends ApiKey>(
  key: K,
  request: Request<K>,
  take: (line: unknown) => void,
  options: CallOptions = {},
): Promise<void> {
  const response = await send(key, request as Sent, options);
  if (!response.ok) throw await problemOf(response);
  const text = new TextDecoder();
  const bytes = response.body!.getReader();
  for (let rest = ''; ;) {
    const { done, value } = await bytes.read().catch((error: unknown) => {
      if (options.signal?.aborted) throw error;
      throw unreachable();
    });
    const lines = (rest + text.decode(value, { stream: !done })).split('\n');
    rest = lines.pop()!;
    for (const line of lines) take(JSON.parse(line));
    if (done) return;
  }
}

/** Uploads by form data, for the routes that take files. */
export async function upload<K extends ApiKey>(
  key: K,
  params: Record<string, string>,
  body: FormData,
  { query = {}, ...options }: CallOptions & { query?: Record<string, unknown> } = {},
): Promise<Answer<K>> {
  const response = await send(key, { params, query, body }, options);
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Answer<K>;
}
