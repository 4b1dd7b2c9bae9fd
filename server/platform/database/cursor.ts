import { Problem } from '../../contract/problems.js';

/** Where a list goes on: the sort keys of the last row shown. Opaque outside, checked when it comes back. */
export function encodeCursor(keys: (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const keys = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (
      Array.isArray(keys) &&
      keys.length === length &&
      keys.every((key) => key === null || ['string', 'number'].includes(typeof key))
    ) {
      return keys as (string | number | null)[];
    }
  } catch {
    // Told below, like any other cursor that we did not make.
  }
  throw new Problem('request.invalid', {}, [{ path: 'query.cursor', code: 'cursor' }]);
}
