/** Where dynasties begin, for the line under the bars; years as commonly told. */
export const eras = [
  { key: 'shang', from: -1600 },
  { key: 'zhou', from: -1045 },
  { key: 'qinHan', from: -220 },
  { key: 'northSouth', from: 220 },
  { key: 'tang', from: 618 },
  { key: 'song', from: 960 },
  { key: 'yuan', from: 1271 },
  { key: 'ming', from: 1368 },
  { key: 'qing', from: 1644 },
  { key: 'republic', from: 1912 },
  { key: 'prc', from: 1949 },
] as const;

/** Where a name that would run over the end of the line begins instead. */
const isLate = (at: number, width: number): boolean => at + width > 1;
/** A name that begins beyond this says nothing of the little that is left. */
const last = 0.93;

/**
 * Those that fall into the span, with how far along it each name stands (0 to 1). `widthOf` is how much of the line a
 * name takes. Where there is no room for all, the longest stay.
 */
export function erasWithin(
  from: number,
  to: number,
  widthOf: (key: string) => number = () => 0.09,
): { key: string; at: number }[] {
  const span = Math.max(1, to - from);
  const shown: { key: string; at: number; end: number }[] = [];
  eras
    .map((era, order) => {
      const begins = Math.max(era.from, from);
      return { key: era.key, at: (begins - from) / span, years: Math.min(eras[order + 1]?.from ?? to, to) - begins };
    })
    .filter(({ at, years }) => years > 0 && at < last)
    .sort((a, b) => b.years - a.years)
    .forEach(({ key, at: begins }) => {
      const width = Math.min(1, widthOf(key));
      const at = isLate(begins, width) ? 1 - width : begins;
      if (shown.every((one) => at >= one.end || at + width <= one.at)) shown.push({ key, at, end: at + width });
    });
  return shown.sort((a, b) => a.at - b.at).map(({ key, at }) => ({ key, at }));
}
