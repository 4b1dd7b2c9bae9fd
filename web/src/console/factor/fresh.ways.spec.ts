import { freshWays } from './fresh.ways.js';

const passkey = { pid: 'p', name: 'P', createdAt: '', lastUsedAt: null };
const since = '2026-11-29T00:00:00Z';

describe('ways to show again that it is oneself', () => {
  it.each([
    ['nothing but a password', { totpSince: null, passkeys: [], recoveryLeft: 0 }, true, ['password']],
    ['an app', { totpSince: since, passkeys: [], recoveryLeft: 10 }, true, ['code', 'recovery']],
    ['an app, all codes used', { totpSince: since, passkeys: [], recoveryLeft: 0 }, true, ['code']],
    ['both', { totpSince: since, passkeys: [passkey], recoveryLeft: 1 }, true, ['code', 'passkey', 'recovery']],
    ['a passkey elsewhere', { totpSince: null, passkeys: [passkey], recoveryLeft: 1 }, false, ['recovery']],
    ['a passkey elsewhere alone', { totpSince: null, passkeys: [passkey], recoveryLeft: 0 }, false, ['passkey']],
  ])('with %s', (_, factors, known, ways) => {
    expect(freshWays(factors, known)).toEqual(ways);
  });
});
