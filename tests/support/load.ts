import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

/** One request that is timed. `key` names what must be answered the same each time. */
export interface Ask {
  path: string;
  key: string;
}

export interface Answered<A extends Ask> {
  ask: A;
  status: number;
  /** From when it should have been sent until its last byte was here: waiting counts. */
  ms: number;
  body: Buffer;
  encoding: string | undefined;
}

export interface Load {
  sent: number;
  failed: number;
  ms: number[];
  seconds: number;
  /** How late the tool itself was, at worst: beyond a few milliseconds it has no time of its own to measure with. */
  lateMs: number;
  problems: string[];
}

const patienceMs = 30_000;

function get<A extends Ask>(base: URL, agent: http.Agent, ask: A, from: number): Promise<Answered<A>> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      {
        host: base.hostname,
        port: base.port,
        path: ask.path,
        agent,
        // As a browser comes for the first time.
        headers: { accept: 'text/html,*/*', 'accept-encoding': 'gzip, deflate, br', host: base.host },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            ask,
            status: response.statusCode ?? 0,
            ms: performance.now() - from,
            body: Buffer.concat(parts),
            encoding: response.headers['content-encoding'],
          }),
        );
      },
    );
    request.setTimeout(patienceMs, () => request.destroy(new Error(`no answer within ${patienceMs / 1000} s`)));
    request.on('error', reject);
  });
}

export function textOf({ body, encoding }: Pick<Answered<Ask>, 'body' | 'encoding'>): string {
  if (encoding === 'br') return brotliDecompressSync(body).toString();
  if (encoding === 'gzip') return gunzipSync(body).toString();
  return body.toString();
}

/** What is said of an answer that is not as it should be; undefined of a good one. */
export type Check<A extends Ask> = (answered: Answered<A>) => string | undefined;

class Counting<A extends Ask> {
  readonly load: Load = { sent: 0, failed: 0, ms: [], seconds: 0, lateMs: 0, problems: [] };

  constructor(
    private readonly base: URL,
    private readonly agent: http.Agent,
    private readonly check: Check<A>,
  ) {}

  async one(ask: A, from: number): Promise<void> {
    this.load.sent += 1;
    try {
      const answered = await get(this.base, this.agent, ask, from);
      const problem = this.check(answered);
      if (problem === undefined) this.load.ms.push(answered.ms);
      else this.wrong(ask, problem);
    } catch (error) {
      this.wrong(ask, (error as Error).message);
    }
  }

  private wrong(ask: A, problem: string): void {
    this.load.failed += 1;
    if (this.load.problems.length < 5) this.load.problems.push(`${ask.path}: ${problem}`);
  }
}

/**
 * An open model: requests leave when their time has come, however many are still out, and their time runs from then. A
 * server that stands still for a second makes every request of that second late, as it does to people.
 */
export async function atRate<A extends Ask>(
  url: string,
  { rate, seconds }: { rate: number; seconds: number },
  next: (at: number) => A,
  check: Check<A>,
): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });
  const counting = new Counting(new URL(url), agent, check);
  const many = Math.round(rate * seconds);
  const out: Promise<void>[] = [];
  const began = performance.now();
  await new Promise<void>((resolve) => {
    const send = () => {
      const now = performance.now();
      while (out.length < many && began + (out.length * 1000) / rate <= now) {
        const due = began + (out.length * 1000) / rate;
        counting.load.lateMs = Math.max(counting.load.lateMs, now - due);
        out.push(counting.one(next(out.length), due));
      }
      if (out.length >= many) resolve();
      else setTimeout(send, Math.max(0, began + (out.length * 1000) / rate - performance.now()));
    };
    send();
  });
  await Promise.all(out);
  counting.load.seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return counting.load;
}

/** So many clients, each asking again as soon as it was answered: how much there is to be had. */
export async function saturated<A extends Ask>(
  url: string,
  { clients, seconds }: { clients: number; seconds: number },
  next: (at: number) => A,
  check: Check<A>,
): Promise<Load> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const counting = new Counting(new URL(url), agent, check);
  const began = performance.now();
  const until = began + seconds * 1000;
  let asked = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) await counting.one(next(asked++), performance.now());
    }),
  );
  counting.load.seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return counting.load;
}

/** The value below which so many of a hundred lie. */
export function percentile(values: readonly number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((of / 100) * sorted.length) - 1))] ?? NaN;
}
