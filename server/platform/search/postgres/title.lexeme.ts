import { createHash } from 'node:crypto';

/**
 * A whole title is a lexeme of its own in the title's vector, so that the index knows who bears it. Signs come twice: no
 * token of a text begins so. Hashed, since titles may be longer than a lexeme (the migration that began it cuts the same).
 */
const lexeme = (sign: string, title: string): string =>
  sign + createHash('sha256').update(title).digest('hex').slice(0, 32);

export const exactTitleLexeme = (title: string): string => lexeme('==', title);
export const foldedTitleLexeme = (title: string): string => lexeme('=~', title);
