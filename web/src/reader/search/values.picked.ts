import type { FacetValueView, PickedValue } from '../../../../server/contract/reader.js';

/** What stands below a value where it is drawn as a tree: the deeper ones that follow it. */
function below(rows: readonly FacetValueView[], at: number): FacetValueView[] {
  const depth = rows[at]?.depth ?? 0;
  const end = rows.findIndex((row, other) => other > at && row.depth <= depth);
  return rows.slice(at + 1, end < 0 ? undefined : end);
}

/** Keys of what a broader value brings along. */
export function broader(rows: readonly FacetValueView[], picked: ReadonlySet<string>): Set<string> {
  const brought = rows.flatMap(({ key }, at) => (picked.has(key) ? below(rows, at) : []));
  return new Set(brought.map(({ key }) => key));
}

/** With one value more or less. A broader one takes the place of all that stands below it. */
export function toggledIn(
  picked: readonly PickedValue[],
  row: FacetValueView,
  rows: readonly FacetValueView[],
): PickedValue[] {
  if (picked.some(({ key }) => key === row.key)) return picked.filter(({ key }) => key !== row.key);
  const narrower = broader(rows, new Set([row.key]));
  const { key, label, lang } = row;
  return [...picked.filter((one) => !narrower.has(one.key)), { key, label, ...(lang === undefined ? {} : { lang }) }];
}
