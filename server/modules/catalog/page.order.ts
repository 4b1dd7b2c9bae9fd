/**
 * Where pages stand, as numbers with room between them. `was` are their positions so far in the order that is wanted, null for those that
 * had none. As many as can be stay where they are, so that moving one page changes one page.
 */
export function positionsOf(was: readonly (number | null)[]): number[] {
  const staying = longestRise(was);
  const positions: number[] = [];
  let last = 0;
  for (let at = 0; at < was.length;) {
    let next = at;
    while (next < was.length && !staying.has(next)) next++;
    const end = next < was.length ? was[next]! : null;
    const count = next - at;
    for (let step = 1; step <= count; step++) {
      positions.push(end === null ? Math.floor(last) + step : last + ((end - last) * step) / (count + 1));
    }
    if (end !== null) {
      positions.push(end);
      last = end;
    }
    at = next + 1;
  }
  // No room left between two neighbours, or before the first.
  const crowded = positions.some((position, at) => position <= (at === 0 ? 0 : positions[at - 1]!));
  return crowded ? positions.map((_, at) => at + 1) : positions;
}

/** Indexes of a longest rising row of positions. */
function longestRise(positions: readonly (number | null)[]): Set<number> {
  /** Of each length that was found, the index of the lowest position that a row of it ends in. */
  const ends: number[] = [];
  const before: (number | undefined)[] = [];
  positions.forEach((position, at) => {
    if (position === null) return;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (positions[ends[middle]!]! < position) low = middle + 1;
      else high = middle;
    }
    before[at] = ends[low - 1];
    ends[low] = at;
  });
  const found = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before[at]) found.add(at);
  return found;
}
