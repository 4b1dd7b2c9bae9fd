import { Problem } from '../../contract/problems.js';
import { isWhole } from '../../contract/whole.text.js';

/** What a sort key of a list is: a row's id, a number that the database keeps in four bytes, or text. */
export type CursorKey = 'id' | 'int' | 'text';
type Keys<Shape extends readonly CursorKey[]> = {
  -readonly [at in keyof Shape]: Shape[at] extends 'text' ? string : number;
};

const largestInt = 2 ** 31 - 1;
const fits: Record<CursorKey, (key: unknown) => boolean> = {
  id: (key) => Number.isSafeInteger(key) && (key as number) >= 0,
  int: (key) => Number.isSafeInteger(key) && Math.abs(key as number) <= largestInt,
  text: (key) => typeof key === 'string' && isWhole(key),
};

/** Where a list goes on: the sort keys of the last row shown. Opaque outside, checked when it comes back. */
export function encodeCursor(keys: (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** Each list says what its keys are: whatever else comes back is not a cursor of ours, and no error of the database. */
export function decodeCursor<const Shape extends readonly CursorKey[]>(cursor: string, shape: Shape): Keys<Shape> {
  try {
    const keys = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(keys) && keys.length === shape.length && shape.every((kind, at) => fits[kind](keys[at]))) {
      return keys as Keys<Shape>;
    }
  } catch {
    // Told below, like any other cursor that we did not make.
  }
  throw new Problem('request.invalid', {}, [{ path: 'query.cursor', code: 'cursor' }]);
}
