import { z } from 'zod';

/**
 * Public ids: eight random characters and a check character, so that a mistyped link is told from a missing item.
 * No vowels and no l, so that no id spells a word and none is misread.
 */
const alphabet = '0123456789bcdfghjkmnpqrstvwxz';
const bodyLength = 8;
const base = alphabet.length;

function checkCharacter(body: string): string {
  let sum = 0;
  for (let place = 0; place < body.length; place++) sum += alphabet.indexOf(body[place]!) * (place + 1);
  return alphabet[sum % base]!;
}

export function newPid(): string {
  let body = '';
  while (body.length < bodyLength) {
    for (const byte of crypto.getRandomValues(new Uint8Array(bodyLength))) {
      // Bytes past the last whole multiple would make the first letters likelier.
      if (byte < 256 - (256 % base) && body.length < bodyLength) body += alphabet[byte % base];
    }
  }
  return body + checkCharacter(body);
}

export function isPid(text: string): boolean {
  return (
    text.length === bodyLength + 1 &&
    [...text].every((character) => alphabet.includes(character)) &&
    text[bodyLength] === checkCharacter(text.slice(0, bodyLength))
  );
}

export const Pid = z
  .string()
  .refine(isPid, { message: 'pid' })
  .meta({ id: 'Pid', description: 'A checkable public id' });
