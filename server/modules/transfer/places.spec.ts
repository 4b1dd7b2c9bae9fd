import { Places } from './places.js';

test('one visitor holds so many places, all together so many, and each place is free again', async () => {
  const places = new Places({ all: 3, each: 2, retryAfter: 7 });
  const ends: (() => void)[] = [];
  const hold = (who: string) => places.hold(who, () => new Promise<void>((end) => ends.push(end)));
  const held = [hold('a'), hold('a')];
  await expect(hold('a')).rejects.toMatchObject({ code: 'request.too-many', params: { retryAfter: 7 } });
  held.push(hold('b'));
  await expect(hold('c')).rejects.toMatchObject({ code: 'server.unavailable' });
  ends[0]!();
  await held[0];
  held.push(hold('c'));
  await expect(places.hold('a', () => Promise.reject(new Error('broke')))).rejects.toMatchObject({
    code: 'server.unavailable',
  });
  ends.forEach((end) => end());
  await Promise.all(held);
  await expect(places.hold('a', () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  await expect(places.hold('a', () => Promise.resolve('in'))).resolves.toBe('in');
});
