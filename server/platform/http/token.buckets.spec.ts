import { houseOf, networkOf } from './network.js';
import { TokenBuckets } from './token.buckets.js';

describe('a budget', () => {
  let now = 0;
  const at = (seconds: number) => (now = seconds * 1000);
  const budget = { burst: 3, perMinute: 60 };
  let buckets: TokenBuckets;
  beforeEach(() => {
    at(0);
    buckets = new TokenBuckets(3, () => now);
  });
  const taken = (key: string, count: number) => Array.from({ length: count }, () => buckets.take(key, budget));

  it('is spent at once, and comes back with time, never more than there was', () => {
    expect(taken('a', 4)).toEqual([undefined, undefined, undefined, 1]);
    at(2);
    expect(taken('a', 3)).toEqual([undefined, undefined, 1]);
    at(600);
    expect(taken('a', 4)).toEqual([undefined, undefined, undefined, 1]);
  });

  it('is not spent by what is refused', () => {
    taken('a', 3);
    expect(taken('a', 50).every((wait) => wait === 1)).toBe(true);
    at(1);
    expect(buckets.take('a', budget)).toBeUndefined();
  });

  it('is everybody’s own', () => {
    taken('a', 3);
    expect(buckets.take('b', budget)).toBeUndefined();
  });

  it('says how long until there is enough, and lets what is larger than all of it pass when it is full', () => {
    expect(buckets.take('a', budget, 2)).toBeUndefined();
    expect(buckets.take('a', { burst: 3, perMinute: 6 }, 3)).toBe(20);
    expect(buckets.take('b', budget, 1000)).toBeUndefined();
    expect(buckets.take('b', budget)).toBe(1);
  });

  it('is forgotten when too many others came since', () => {
    taken('a', 3);
    taken('b', 3);
    buckets.take('a', budget);
    for (const other of ['c', 'd']) buckets.take(other, budget);
    expect(buckets.size).toBe(3);
    expect(buckets.take('a', budget)).toBe(1);
    expect(buckets.take('b', budget)).toBeUndefined();
  });
});

describe('where somebody comes from', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::9', '2001:db8:1:3::/64'],
  ])('%s', (ip, network) => expect(networkOf(ip)).toBe(network));

  it.each([
    ['192.0.2.7', undefined],
    ['::ffff:192.0.2.7', undefined],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['nowhere', undefined],
  ])('and with how many others: %s', (ip, house) => expect(houseOf(ip)).toBe(house));
});
