import { newRecoveryCode, recoveryHash } from './recovery.codes.js';
import { base32, codeOf, keyUri, stepAt, stepOfCode } from './totp.js';

const secret = Buffer.from('12345678901234567890');

describe('codes of an authenticator app', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [20000000000, '353130'],
  ])('at second %d is as RFC 6238 has it', (second, code) => {
    expect(codeOf(secret, stepAt(second * 1000))).toBe(code);
  });

  it('are taken one step early or late, and no further', () => {
    const now = 1_800_000_000_000;
    const here = stepAt(now);
    const found = [-2, -1, 0, 1, 2].map((away) => stepOfCode(secret, codeOf(secret, here + away), now));
    expect(found).toEqual([null, here - 1, here, here + 1, null]);
    expect(stepOfCode(secret, '12345', now)).toBeNull();
  });

  it('have a key that apps read', () => {
    expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(keyUri(secret, '琳琅', 'a+b@x.example')).toBe(
      `otpauth://totp/${encodeURIComponent('琳琅')}:a%2Bb%40x.example?secret=${base32(secret)}&issuer=${encodeURIComponent('琳琅')}`,
    );
  });
});

it('recovery codes are read as people type them', () => {
  const code = newRecoveryCode();
  expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
  expect(recoveryHash(code.toUpperCase().replaceAll('-', ' '))).toEqual(recoveryHash(code));
  expect(recoveryHash('OIL0-0000-0000-0000')).toEqual(recoveryHash('011000000000 0000'));
});
