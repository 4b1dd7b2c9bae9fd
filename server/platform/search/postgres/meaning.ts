import type { Meaning } from '../../../contract/text/index.js';
import type { Columns } from './memory/columns.js';
import type { FacetBook } from './memory/facet.book.js';

type Told<T> = (asked: T) => Uint8Array;

/** Each is told once, however many parts of a question ask for it. */
function once<T>(tell: Told<T>): Told<T> {
  const known = new Map<T, Uint8Array>();
  return (asked) => {
    const marks = known.get(asked) ?? tell(asked);
    known.set(asked, marks);
    return marks;
  };
}

/** Items by what words mean: told from memory. */
export const meaningMarks = (columns: Columns, facets: FacetBook): Told<Meaning> =>
  once((meaning) => markedBy(meaning, columns, facets));

/** Items that stand under one of some entries. */
export const underMarks = (columns: Columns, facets: FacetBook): Told<readonly string[]> =>
  once((entries) => markedUnder(entries, columns, facets));

function markedUnder(entries: readonly string[], columns: Columns, facets: FacetBook): Uint8Array {
  const marks = new Uint8Array(columns.size);
  // What no document ever had matches nothing.
  const ids = entries.flatMap((entry) => facets.idOf(entry) ?? []);
  if (ids.length === 0) return marks;
  const wanted = new Uint8Array(facets.size);
  for (const id of ids) wanted[id] = 1;
  const { starts, lengths, values } = columns.facets;
  for (let place = 0; place < marks.length; place++) {
    let at = starts[place] as number;
    const end = at + (lengths[place] as number);
    while (at < end && wanted[values[at] as number] === 0) at++;
    if (at < end) marks[place] = 1;
  }
  return marks;
}

function markedBy({ entries, years, touching }: Meaning, columns: Columns, facets: FacetBook): Uint8Array {
  const marks = markedUnder(entries, columns, facets);
  if (years.length === 0) return marks;
  const { fromYears, toYears } = columns;
  for (let place = 0; place < marks.length; place++) {
    const [first, last] = [fromYears[place]!, toYears[place]!];
    for (const { from, to } of years) {
      // Comparing with what is not there is false.
      if (touching ? last >= from && first <= to : first >= from && last <= to) marks[place] = 1;
    }
  }
  return marks;
}

/** Items whose years touch these; null is without end. */
export function touchingMarks(
  { from, to }: { from: number | null; to: number | null },
  { size, fromYears, toYears }: Columns,
): Uint8Array {
  const [first, last] = [from ?? -Infinity, to ?? Infinity];
  const marks = new Uint8Array(size);
  // Comparing with what is not there is false.
  for (let at = 0; at < size; at++) if (toYears[at]! >= first && fromYears[at]! <= last) marks[at] = 1;
  return marks;
}
