import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits: nothing to guess, and nothing to look up by but its hash. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function sameToken(given: string, expected: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(expected));
}
