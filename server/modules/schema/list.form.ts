import type { TextRun } from '../../contract/plugin.js';
import { beginning, naturalKey, plainWords, sortKey, valueKey } from '../../contract/text/index.js';
import type { ProjectedValue } from './value.shapes.js';

/** Of prose lists show and look through the beginning. */
const longestLine = 200;
const mostUnits = 1000;
const longestKey = 160;
/** Keys go no further than two dozen words or characters. */
const mostSorted = 100;

/** How a value stands in lists: what is shown of it, what it is found by, where it comes. */
export function listForm({
  said,
  english,
  name,
  runs,
  sort,
}: {
  said: string;
  english: string;
  /** Under what it is chosen, where the line says more. */
  name?: string | undefined;
  runs: readonly TextRun[];
  /** Null where there is no value to sort by. */
  sort: string | null;
}): Pick<ProjectedValue, 'said' | 'saidEn' | 'folded' | 'foldedEn' | 'words' | 'sortText' | 'stroke' | 'natural'> {
  const line = name ?? said;
  const other = name !== undefined || english === said || english === '' ? null : english;
  const words = new Set<string>();
  let room = mostUnits;
  for (const text of [said, english, ...runs.map((run) => run.text)]) {
    if (room <= 0) break;
    const found = plainWords(text, room);
    if (found === '' || words.has(found)) continue;
    words.add(found);
    room -= found.length;
  }
  const key = sort === null ? null : beginning(sort, mostSorted);
  return {
    said: beginning(line, longestLine),
    saidEn: other === null ? null : beginning(other, longestLine),
    folded: valueKey(beginning(line, 4 * longestLine)),
    foldedEn: other === null ? null : valueKey(beginning(other, 4 * longestLine)),
    words: [...words].join('\n'),
    sortText: key === null ? null : sortKey(key),
    stroke: key === null ? null : beginning(sortKey(key, 'stroke'), longestKey),
    natural: key === null ? null : beginning(naturalKey(key), longestKey),
  };
}
