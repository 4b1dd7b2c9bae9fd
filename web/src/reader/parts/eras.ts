/** Where dynasties begin, for the line under the bars; years as commonly told. */
export const eras = [
  { key: 'tang', from: 618 },
  { key: 'song', from: 960 },
  { key: 'yuan', from: 1271 },
  { key: 'ming', from: 1368 },
  { key: 'qing', from: 1644 },
  { key: 'republic', from: 1912 },
  { key: 'prc', from: 1949 },
] as const;

/** Those that fall into the span, with how far along it each begins (0 to 1). */
export function erasWithin(from: number, to: number): { key: string; at: number }[] {
  const span = Math.max(1, to - from);
  const before = eras.filter((era) => era.from <= from).at(-1);
  const inside = eras.filter((era) => era.from > from && era.from < to);
  const shown: { key: string; at: number }[] = before ? [{ key: before.key, at: 0 }] : [];
  for (const era of inside) {
    const at = (era.from - from) / span;
    // Names that would run into one another, or over the end, are left out.
    if (at - (shown.at(-1)?.at ?? -1) > 0.09 && at < 0.93) shown.push({ key: era.key, at });
  }
  return shown;
}
