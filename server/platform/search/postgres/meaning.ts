import type { Meaning } from '../../../contract/text/index.js';
import type { Columns } from './memory/columns.js';
import type { FacetBook } from './memory/facet.book.js';

/** Items by what words mean: told from memory, each meaning once however many classes of relevance ask for it. */
export function meaningMarks(columns: Columns, facets: FacetBook): (meaning: Meaning) => Uint8Array {
  const known = new Map<Meaning, Uint8Array>();
  return (meaning) => {
    const marks = known.get(meaning) ?? markedBy(meaning, columns, facets);
    known.set(meaning, marks);
    return marks;
  };
}

function markedBy({ entries, years, touching }: Meaning, columns: Columns, facets: FacetBook): Uint8Array {
  const marks = new Uint8Array(columns.size);
  const wanted = new Uint8Array(facets.size);
  // What no document ever had matches nothing.
  const ids = entries.flatMap((entry) => facets.idOf(entry) ?? []);
  for (const id of ids) wanted[id] = 1;
  const { starts, lengths, values } = columns.facets;
  const { fromYears, toYears } = columns;
  for (let place = 0; place < marks.length; place++) {
    if (ids.length > 0) {
      let at = starts[place] as number;
      const end = at + (lengths[place] as number);
      while (at < end && wanted[values[at] as number] === 0) at++;
      if (at < end) marks[place] = 1;
    }
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
