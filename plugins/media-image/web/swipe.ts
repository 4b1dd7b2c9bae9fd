interface Point {
  x: number;
  y: number;
}

const least = 56;

/** Which way a finger that was drawn across turns the pages; null where it only touched, or went up and down. */
export function turned(from: Point | undefined, to: Point, direction: 'rtl' | 'ltr' = 'ltr'): 1 | -1 | null {
  if (!from) return null;
  const [across, down] = [to.x - from.x, Math.abs(to.y - from.y)];
  if (Math.abs(across) <= least || Math.abs(across) <= 2 * down) return null;
  return across > 0 === (direction === 'rtl') ? 1 : -1;
}
