import { randomInt } from 'node:crypto';
import { hashOf } from './token.js';

/** Crockford's letters: none is taken for another. Sixteen of them are eighty bits, too many to be tried on a stolen hash. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';
export const recoveryCount = 10;

export function newRecoveryCode(): string {
  const code = Array.from({ length: 16 }, () => letters[randomInt(letters.length)]).join('');
  return code.match(/.{4}/g)!.join('-');
}

/** As it was typed from paper: any case, with or without dashes. */
export function recoveryHash(typed: string): Buffer {
  const plain = typed.toLowerCase().replace(/[^0-9a-z]/g, '');
  return hashOf(plain.replace(/o/g, '0').replace(/[il]/g, '1'));
}
