import { codeOf, stepAt } from '../../server/modules/account/totp.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** What an app shows now, or so many steps away. */
export const appCode = (secret: string, steps = 0): string => codeOf(fromBase32(secret), stepAt(Date.now()) + steps);
