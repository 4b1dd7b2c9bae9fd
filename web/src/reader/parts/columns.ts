/** Of these numbers of columns, the widest first, the one that leaves the smallest hole in the last row. */
export function fullest(count: number, columns: readonly number[]): number {
  const widest = columns[0]!;
  if (count < columns.at(-1)!) return widest;
  const hole = (of: number) => (of - (count % of)) % of;
  return columns.reduce((best, one) => (hole(one) < hole(best) ? one : best), widest);
}
