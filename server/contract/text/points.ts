import { classOf, type PointClass } from './classes.js';
import { exactPoint, foldPoint, hasVariants } from './fold.js';

/** All that search knows of a code point, looked up once for as long as the process lives. */
export interface Point {
  char: string;
  kind: PointClass;
  exact: string;
  folded: string;
  /** Other characters fold to the same one. */
  hasVariants: boolean;
}

const FIRST_PLANE = 0x10000;
/** Of the planes above only what is in use; there are a million code points. */
const mostAbove = 20_000;

const firstPlane: (Point | undefined)[] = [];
const above = new Map<number, Point>();

function read(code: number): Point {
  const char = String.fromCodePoint(code);
  const exact = exactPoint(char);
  return {
    char,
    exact,
    kind: classOf(exact.codePointAt(0) as number),
    folded: foldPoint(exact),
    hasVariants: hasVariants(exact),
  };
}

export function pointOf(code: number): Point {
  if (code < FIRST_PLANE) return (firstPlane[code] ??= read(code));
  const known = above.get(code);
  if (known) return known;
  if (above.size >= mostAbove) above.clear();
  const point = read(code);
  above.set(code, point);
  return point;
}
