import { register } from 'prom-client';
import type { Config } from '../../platform/config.js';
import { SearchTurns } from './search.turns.js';

const from = (at: number) => ({ accountId: null, ip: `198.51.100.${at}` });
const busy = { code: 'server.unavailable', params: { retryAfter: 5 } };

describe('searches of visitors who are not signed in', () => {
  const turns = (most: number) => new SearchTurns({ env: { ANONYMOUS_SEARCHES: most } } as Config);
  /** Work that ends when it is told to. */
  const held = () => {
    let end = (): void => {};
    const promise = new Promise<void>((resolve) => (end = resolve));
    return { work: () => promise, end: () => end() };
  };
  const figures = async () => {
    const text = await register.metrics();
    const of = (name: string) => Number(new RegExp(`^linlang_anonymous_searches${name} (\\d+)`, 'm').exec(text)?.[1]);
    return [of('{state="under_way"}'), of('{state="waiting"}'), of('_refused_total')];
  };

  it('are so many at once, so many wait, and whoever comes then is told so', async () => {
    const own = turns(2);
    const one = held();
    const searches = Array.from({ length: 18 }, (_, at) => own.take(from(at), one.work));
    const refused = (await figures())[2]!;
    await expect(own.take(from(99), () => Promise.resolve())).rejects.toMatchObject(busy);
    expect(await figures()).toEqual([2, 16, refused + 1]);
    one.end();
    await Promise.all(searches);
    expect(await figures()).toEqual([0, 0, refused + 1]);
    // One that fails makes room as well, and was not turned away.
    await expect(own.take(from(1), () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await figures()).toEqual([0, 0, refused + 1]);
  });

  it('do not hold those who are signed in, and have no end where none is set', async () => {
    const [one, none] = [turns(1), turns(0)];
    const first = held();
    const inside = [one.take(from(1), first.work), ...Array.from({ length: 40 }, () => none.take(from(1), first.work))];
    const atOnce = () => Promise.resolve('at once');
    await expect(one.take({ accountId: 7, ip: '198.51.100.1' }, atOnce)).resolves.toBe('at once');
    await expect(none.take(from(1), atOnce)).resolves.toBe('at once');
    first.end();
    await Promise.all(inside);
  });

  it('wait no longer than somebody would', async () => {
    const own = turns(1);
    own.longestMs = 1;
    const first = held();
    const inside = own.take(from(1), first.work);
    await expect(own.take(from(2), () => Promise.resolve())).rejects.toMatchObject(busy);
    first.end();
    await inside;
    await expect(own.take(from(2), () => Promise.resolve('free'))).resolves.toBe('free');
  });
});
