import { Places } from './places.js';

const one = (payer: string) => [{ payer, times: 1 }];

test('one visitor holds so many places, all together so many, and each place is free again', async () => {
  const places = new Places({ all: 3, each: 2, retryAfter: 7 });
  const ends: (() => void)[] = [];
  const hold = (who: string) => places.hold(one(who), () => new Promise<void>((end) => ends.push(end)));
  const held = [hold('a'), hold('a')];
  await expect(hold('a')).rejects.toMatchObject({ code: 'request.too-many', params: { retryAfter: 7 } });
  held.push(hold('b'));
  await expect(hold('c')).rejects.toMatchObject({ code: 'server.unavailable' });
  ends[0]!();
  await held[0];
  held.push(hold('c'));
  await expect(places.hold(one('a'), () => Promise.reject(new Error('broke')))).rejects.toMatchObject({
    code: 'server.unavailable',
  });
  ends.forEach((end) => end());
  await Promise.all(held);
  await expect(places.hold(one('a'), () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  await expect(places.hold(one('a'), () => Promise.resolve('in'))).resolves.toBe('in');
});

test('a house of many networks holds a few times as many as one of them, whichever come', async () => {
  const places = new Places({ all: 20, each: 1, retryAfter: 7 });
  const ends: (() => void)[] = [];
  const from = (network: string, house: string) =>
    places.hold([...one(network), { payer: house, times: 2 }], () => new Promise<void>((end) => ends.push(end)));
  const held = [from('a1', 'a'), from('a2', 'a')];
  await expect(from('a3', 'a')).rejects.toMatchObject({ code: 'request.too-many' });
  held.push(from('b1', 'b'));
  ends[0]!();
  await held[0];
  held.push(from('a3', 'a'));
  ends.forEach((end) => end());
  await Promise.all(held);
});
