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
  runs,
  sort,
}: {
  said: string;
  english: string;
  runs: readonly TextRun[];
  /** Null where there is no value to sort by. */
  sort: string | null;
}): Pick<ProjectedValue, 'said' | 'saidEn' | 'folded' | 'foldedEn' | 'words' | 'sortText' | 'stroke' | 'natural'> {
  const other = english === said || english === '' ? null : english;
  const words = new Set<string>();
  let room = mostUnits;
  for (const text of [said, other ?? '', ...runs.map((run) => run.text)]) {
    if (room <= 0) break;
    const line = plainWords(text, room);
    if (line === '' || words.has(line)) continue;
    words.add(line);
    room -= line.length;
  }
  const key = sort === null ? null : beginning(sort, mostSorted);
  return {
    said: beginning(said, longestLine),
    saidEn: other === null ? null : beginning(other, longestLine),
    folded: valueKey(beginning(said, 4 * longestLine)),
    foldedEn: other === null ? null : valueKey(beginning(other, 4 * longestLine)),
    words: [...words].join('\n'),
    sortText: key === null ? null : sortKey(key),
    stroke: key === null ? null : beginning(sortKey(key, 'stroke'), longestKey),
    natural: key === null ? null : beginning(naturalKey(key), longestKey),
  };
}
