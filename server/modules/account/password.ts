import { hash, verify } from '@node-rs/argon2';
import { Problem } from '../../contract/problems.js';

/** Argon2id at the strength that OWASP names as the least: 19 MiB, two passes. */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const current = '$argon2id$v=19$m=19456,t=2,p=1$';

export const hashPassword = (password: string): Promise<string> => hash(password, options);

/** What is compared where there is no account, so that an unknown address takes as long as a wrong password. */
const nobodys = hashPassword('nobody has this password');

export async function passwordFits(stored: string | null | undefined, given: string): Promise<boolean> {
  const fits = await verify(stored ?? (await nobodys), given);
  return fits && stored != null;
}

/** Hashes of an older strength are made anew when their owner signs in. */
export const isOutdated = (stored: string) => !stored.startsWith(current);

const leastLength = 10;
const leastVariety = 5;

/** Long beats complicated: no rules about kinds of characters, only against what is guessed first. */
export function assertStrong(password: string, owner: { email: string; name: string }): void {
  const weak = (reason: 'short' | 'simple' | 'name') => new Problem('account.weak-password', { reason, leastLength });
  if ([...password].length < leastLength) throw weak('short');
  if (new Set(password).size < leastVariety) throw weak('simple');
  const lower = password.toLowerCase();
  const [local = '', domain = ''] = owner.email.toLowerCase().split('@');
  const own = [local, owner.email.toLowerCase(), domain, owner.name.toLowerCase()].filter((word) => word.length >= 4);
  // Their own name with a year behind it is the first guess of anybody who knows them.
  if (own.some((word) => lower.replace(word, '').length < 5 && lower.includes(word))) throw weak('name');
}
