import { fold } from '../../server/contract/text/index.js';
import { dynastyNames, dynastySpans, eraAliases, eraLines } from './eras.table.js';

export interface Era {
  dynasty: string;
  name: string;
  first: number;
  last: number;
}

/** Names are looked up folded, so that 萬曆, 万曆 and 万历 are one. */
const byName = new Map<string, Era[]>();
for (const line of eraLines.trim().split('\n')) {
  const [dynasty = '', ...words] = line.split(' ');
  for (let at = 0; at + 2 < words.length; at += 3) {
    const era = { dynasty, name: words[at]!, first: Number(words[at + 1]), last: Number(words[at + 2]) };
    const key = fold(era.name);
    byName.set(key, [...(byName.get(key) ?? []), era]);
  }
}
const aliases = new Map<string, string>(Object.entries(eraAliases).map(([from, to]) => [fold(from), fold(to)]));

export const eraNames: readonly string[] = [...new Set([...byName.keys(), ...aliases.keys()])].sort(
  (a, b) => b.length - a.length,
);

const spans = new Map(Object.entries(dynastySpans).map(([name, span]) => [fold(name), span]));
const allDynasties = new Set([
  ...Object.keys(dynastyNames),
  ...Object.keys(dynastySpans),
  ...[...byName.values()].flat().map((era) => era.dynasty),
]);
const meant = new Map<string, readonly string[]>(
  [...allDynasties].map((name) => [fold(name), [...new Set([name, ...(dynastyNames[name] ?? [])])]]),
);
/** Longest first: 南朝宋 before 宋. */
export const dynastyKeys: readonly string[] = [...meant.keys()].sort((a, b) => b.length - a.length);

/** All eras of a folded name; with a dynasty only those of it, unless it has none of that name. */
export function erasOf(name: string, dynasty?: string): Era[] {
  const other = aliases.get(name);
  // A variant that folding already undoes is the same list, and must not be read twice.
  const all = [...new Set([...(byName.get(name) ?? []), ...(other === undefined ? [] : (byName.get(other) ?? []))])];
  if (dynasty === undefined) return all.sort((a, b) => a.first - b.first);
  const wanted = meant.get(dynasty) ?? [];
  return all.filter((era) => wanted.includes(era.dynasty)).sort((a, b) => a.first - b.first);
}

export const spanOfDynasty = (name: string): readonly [number, number] | undefined => spans.get(name);

const stems = '甲乙丙丁戊己庚辛壬癸';
const branches = '子丑寅卯辰巳午未申酉戌亥';

/** 甲子 is 0; null where it is not one of the sixty. */
export function sexagenary(text: string): number | null {
  const [stem, branch] = [stems.indexOf(text[0] ?? ' '), branches.indexOf(text[1] ?? ' ')];
  if (text.length !== 2 || stem < 0 || branch < 0 || stem % 2 !== branch % 2) return null;
  return (6 * stem - 5 * branch + 60) % 60;
}

export const sexagenaryOfYear = (year: number): number => (((year - 4) % 60) + 60) % 60;
