import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** RFC 6238 as every authenticator app does it: SHA-1, six digits, thirty seconds. */
const periodSeconds = 30;
const digits = 6;
/** A clock may be one step off, either way. */
const steps = [0, -1, 1];

export const newTotpSecret = (): Buffer => randomBytes(20);
export const stepAt = (ms: number): number => Math.floor(ms / 1000 / periodSeconds);

export function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const number = digest.readUInt32BE(digest.at(-1)! & 0x0f) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step that the code belongs to; null for a wrong one. All are compared, so that time tells nothing. */
export function stepOfCode(secret: Buffer, code: string, now: number): number | null {
  const given = Buffer.from(code);
  const here = stepAt(now);
  let found: number | null = null;
  for (const step of steps.map((offset) => here + offset)) {
    const expected = Buffer.from(codeOf(secret, step));
    if (given.length === expected.length && timingSafeEqual(given, expected)) found ??= step;
  }
  return found;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** What the app reads from the picture. */
export function keyUri(secret: Buffer, issuer: string, email: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
