import { jest } from '@jest/globals';

/** One request of the console that waits for its answer. */
export interface Asked {
  /** `PUT /items/i1/draft?…`, below the prefix of the API. */
  route: string;
  body: ReturnType<typeof JSON.parse>;
  answer(body?: unknown, status?: number): Promise<void>;
  refuse(status: number, code: string, params?: object, fields?: object[]): Promise<void>;
  /** Nothing comes back: no network, or no server. */
  lose(): Promise<void>;
}

/** One thing leading to the next, without a moment of time: promises, and what they were waited for. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    keys: () => [...kept.keys()],
  };
}

/**
 * What a browser has, as far as the console's state asks for it: a window, a clock that a test moves, and a line to the
 * server on which the test answers. To be made before what is tested is imported, since that looks for a window at once.
 */
export class ConsoleWorld {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  readonly window = Object.assign(new EventTarget(), { document: this.document });
  readonly localStorage = storage();
  readonly navigator = { onLine: true };
  /** What was asked and has no answer yet, in order. */
  readonly open: Asked[] = [];
  /** All that was asked. */
  readonly routes: string[] = [];

  constructor() {
    const fetch = (address: string, sent: { method: string; body?: string }) =>
      new Promise<Response>((resolve, reject) => this.take(address, sent, resolve, reject));
    const { window, document, localStorage, navigator } = this;
    for (const [name, value] of Object.entries({ window, document, localStorage, navigator, fetch })) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'], now: Date.UTC(2026, 10, 29) });
  }

  end(): void {
    jest.useRealTimers();
  }

  private take(
    address: string,
    { method, body }: { method: string; body?: string },
    resolve: (response: Response) => void,
    reject: (error: Error) => void,
  ): void {
    const route = `${method} ${address.replace('/api/v1', '')}`;
    const over = (how: () => void) => {
      this.open.splice(this.open.indexOf(asked), 1);
      how();
      return settled();
    };
    const answer = (given: unknown, status = 200) =>
      over(() => resolve(status === 204 ? new Response(null, { status }) : Response.json(given ?? {}, { status })));
    const asked: Asked = {
      route,
      body: body === undefined ? undefined : JSON.parse(body),
      answer,
      refuse: (status, code, params = {}, fields = []) => answer({ code, params, fields }, status),
      lose: () => over(() => reject(new TypeError('fetch failed'))),
    };
    this.routes.push(route);
    this.open.push(asked);
  }

  /** The only request that waits; a test says which it must be. */
  asked(route: string): Asked {
    const [first, ...more] = this.open;
    if (!first || more.length || first.route !== route) {
      throw new Error(`asked was ${JSON.stringify(this.open.map((one) => one.route))} and not ${route}`);
    }
    return first;
  }

  /** Time goes by, and what it brings about has happened. */
  async pass(ms: number): Promise<void> {
    await jest.advanceTimersByTimeAsync(ms);
    await settled();
  }

  async tell(event: string): Promise<Event> {
    const happens = new Event(event, { cancelable: true });
    this.window.dispatchEvent(happens);
    await settled();
    return happens;
  }
}
