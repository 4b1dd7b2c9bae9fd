import { inflateRawSync } from 'node:zlib';
import { hash, verify } from '@node-rs/argon2';
import {
  leastPasswordLength,
  longestPasswordLength,
  normalPassword,
  ownWords,
  type PasswordWeakness,
  weaknessOf,
} from '../../contract/password.rules.js';
import { Problem } from '../../contract/problems.js';
import { packedPasswords } from './common.passwords.table.js';

/** Argon2id at the strength that OWASP names as the least: 19 MiB, two passes. */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const current = '$argon2id$v=19$m=19456,t=2,p=1$';

export const hashPassword = (password: string): Promise<string> => hash(normalPassword(password), options);

/** What is compared where there is no account, so that an unknown address takes as long as a wrong password. */
const nobodys = hashPassword('nobody has this password');

export async function passwordFits(stored: string | null | undefined, given: string): Promise<boolean> {
  const expected = stored ?? (await nobodys);
  const normal = normalPassword(given);
  // Passwords set before they were normalized are kept as they were typed.
  const fits = (await verify(expected, normal)) || (normal !== given && (await verify(expected, given)));
  return fits && stored != null;
}

/** Hashes of an older strength are made anew when their owner signs in. */
export const isOutdated = (stored: string) => !stored.startsWith(current);

let unpacked: Set<string> | undefined;
/** Unpacked when the first password is set: most processes never need it. */
function commonPasswords(): Set<string> {
  unpacked ??= new Set(inflateRawSync(Buffer.from(packedPasswords, 'base64')).toString('utf8').split('\n'));
  return unpacked;
}

export interface PasswordOwner {
  email: string;
  name: string;
  /** Names of the libraries that they belong to. */
  libraries?: string[];
}

/** Long beats complicated: no rules about kinds of characters, only against what is guessed first. */
export function assertStrong(password: string, owner: PasswordOwner): void {
  const weak = (reason: PasswordWeakness | 'long') =>
    new Problem('account.weak-password', { reason, leastLength: leastPasswordLength });
  if (password.length > longestPasswordLength) throw weak('long');
  const common = commonPasswords();
  const own = ownWords([owner.email, owner.email.split('@')[0], owner.name, ...(owner.libraries ?? [])]);
  const weakness = weaknessOf(password, { own, has: (word) => common.has(word) });
  if (weakness) throw weak(weakness);
}
