import type { Seeds } from './mutations.js';

/** A reader of bytes that somebody sent. */
export interface Target extends Seeds {
  /** Says what is wrong with what it made of them, if anything; throws what the reader threw. */
  read(bytes: Buffer): unknown;
  /** The ways in which it may say no. Whatever else it throws was not thought of. */
  refuses(error: unknown): boolean;
}

/** What is wrong with something that is to be kept as JSON in the database, and shown. */
export function unfit(value: unknown, most = 64 * 1024): string | undefined {
  let found: string | undefined;
  const look = (part: unknown, path: string): void => {
    if (typeof part === 'number' && !Number.isFinite(part)) found ??= `${path} is ${part}`;
    else if (typeof part === 'string' && /[\0\ud800-\udfff]/.test(part.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')))
      found ??= `${path} holds what no text holds: ${JSON.stringify(part.slice(0, 60))}`;
    else if (part !== null && typeof part === 'object')
      for (const [key, inner] of Object.entries(part)) look(inner, `${path}.${key}`);
  };
  look(value, 'it');
  const length = JSON.stringify(value)?.length ?? 0;
  return found ?? (length > most ? `it is ${length} characters long` : undefined);
}
