import { setImmediate as soon } from 'node:timers/promises';
import { SharedWork } from './shared.work.js';
import { Turnstile } from './turnstile.js';

const never = new AbortController().signal;

function work() {
  let begun = 0;
  const ends: ((value: string) => void)[] = [];
  const one = (signal?: AbortSignal) => {
    begun++;
    return new Promise<string>((resolve, reject) => {
      ends.push(resolve);
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
  };
  return { one, ends, begun: () => begun };
}

describe('a turnstile', () => {
  const refused = { code: 'server.unavailable', status: 503, params: { retryAfter: 2 } };

  it('lets so many through, so many wait, and sends the rest away', async () => {
    const gate = new Turnstile({ atOnce: 2, waiting: 4, retryAfter: 2 });
    const { one, ends, begun } = work();
    const through = ['a', 'b', 'c', 'd', 'e', 'f'].map((who) => gate.run(who, never, one));
    await expect(gate.run('g', never, one)).rejects.toMatchObject(refused);
    expect(begun()).toBe(2);
    for (let at = 0; at < 6; at++) {
      ends[at]!('done');
      await soon();
      expect(begun()).toBe(Math.min(6, at + 3));
    }
    expect(await Promise.all(through)).toEqual(Array(6).fill('done'));
    void gate.run('h', never, one);
    expect(begun()).toBe(7);
  });

  it('keeps half of the places to wait from any one visitor', async () => {
    const gate = new Turnstile({ atOnce: 1, waiting: 4, retryAfter: 2 });
    const { one, ends } = work();
    const greedy = [1, 2, 3].map(() => gate.run('greedy', never, one));
    await expect(gate.run('greedy', never, one)).rejects.toMatchObject(refused);
    const other = gate.run('other', never, one);
    for (let at = 0; at < 4; at++) {
      ends[at]!('done');
      await soon();
    }
    expect(await Promise.all([...greedy, other])).toHaveLength(4);
  });

  it('lets visitors take turns, however much one of them asks for', async () => {
    const gate = new Turnstile({ atOnce: 1, waiting: 12, retryAfter: 2 });
    const { ends, one } = work();
    const order: string[] = [];
    const ask = (who: string) => gate.run(who, never, () => (order.push(who), one()));
    const all = [...Array.from({ length: 6 }, () => ask('greedy')), ask('a'), ask('a'), ask('b')];
    for (let at = 0; at < all.length; at++) {
      // Who comes later waits for nobody's later turns, and takes nobody's turn for ever.
      if (at === 3) all.push(ask('late'));
      ends[at]!('done');
      await soon();
    }
    expect(order.join(' ')).toBe('greedy greedy a b greedy a late greedy greedy greedy');
    expect(await Promise.all(all)).toHaveLength(10);
  });

  it('never begins what was given up while it waited, nor loses its place to it', async () => {
    const gate = new Turnstile({ atOnce: 1, waiting: 2, retryAfter: 2 });
    const { one, ends, begun } = work();
    const first = gate.run('a', never, one);
    const left = new AbortController();
    const gone = gate.run('b', left.signal, one);
    left.abort(new Error('gone'));
    await expect(gone).rejects.toThrow('gone');
    const last = gate.run('c', never, one);
    ends[0]!('first');
    await soon();
    ends[1]!('last');
    expect([await first, await last, begun()]).toEqual(['first', 'last', 2]);
  });

  it('goes on after a failure', async () => {
    const gate = new Turnstile({ atOnce: 1, waiting: 2, retryAfter: 2 });
    await expect(gate.run('a', never, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await gate.run('a', never, () => Promise.resolve('whole'))).toBe('whole');
  });
});

describe('shared work', () => {
  it('is done once for all who ask meanwhile, and again for those who ask later', async () => {
    const shared = new SharedWork<string>();
    const { one, ends, begun } = work();
    const all = [1, 2, 3].map(() => shared.join('x', never, one));
    void shared.join('y', never, one);
    expect(begun()).toBe(2);
    ends[0]!('done');
    expect(await Promise.all(all)).toEqual(['done', 'done', 'done']);
    void shared.join('x', never, one);
    expect(begun()).toBe(3);
  });

  it('stops when the last one leaves, and not before; who comes then begins anew', async () => {
    const shared = new SharedWork<string>();
    const { one, ends, begun } = work();
    const stopped: boolean[] = [];
    const start = (signal: AbortSignal) => {
      const at = stopped.push(false) - 1;
      signal.addEventListener('abort', () => (stopped[at] = true));
      return one(signal);
    };
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [first, second].map(({ signal }) => shared.join('x', signal, start));
    first.abort(new Error('left'));
    await expect(waiting[0]).rejects.toThrow('left');
    expect(stopped).toEqual([false]);
    second.abort(new Error('left too'));
    await expect(waiting[1]).rejects.toThrow('left too');
    expect(stopped).toEqual([true]);
    const anew = shared.join('x', never, start);
    expect(begun()).toBe(2);
    ends[1]!('done');
    expect(await anew).toBe('done');
  });

  it('tells everybody that it failed', async () => {
    const shared = new SharedWork<string>();
    const fail = () => Promise.reject(new Error('broken'));
    const all = [1, 2].map(() => shared.join('x', never, fail));
    for (const one of all) await expect(one).rejects.toThrow('broken');
  });
});
