import { nameTable } from '../../server/contract/name.table.js';

type Side = 'height' | 'width' | 'depth';
type Unit = 'mm' | 'cm' | 'm';

interface MeasurementRead extends Partial<Record<Side, number>> {
  unit: Unit;
  what?: string;
  note?: string;
}

const sides = nameTable<Side>({
  高: 'height', 纵: 'height', 縱: 'height', 长: 'height', 長: 'height', h: 'height', height: 'height',
  宽: 'width', 寬: 'width', 广: 'width', 廣: 'width', 横: 'width', 橫: 'width', w: 'width', width: 'width',
  厚: 'depth', 深: 'depth', d: 'depth', depth: 'depth',
}); // prettier-ignore
const units = nameTable<Unit>({
  毫米: 'mm', mm: 'mm', 厘米: 'cm', 釐米: 'cm', 公分: 'cm', cm: 'cm', 米: 'm', 公尺: 'm', m: 'm',
}); // prettier-ignore

// 通高 names what was measured; 高 alone is a side.
const one =
  /(?:(?<![通总總最a-z])(高|纵|縱|长|長|宽|寬|广|廣|横|橫|厚|深|height|width|depth|h|w|d)\s*[:：]?\s*)?(\d+(?:\.\d+)?)\s*(毫米|厘米|釐米|公分|公尺|米|mm|cm|m(?![a-z]))?/giu;
const inOrder: readonly Side[] = ['height', 'width', 'depth'];

/**
 * 版框 20.1 × 14.2 cm · 高20.1厘米，宽14.2厘米 · 19.5*12.5cm（連座）. Height stands before width before depth where
 * nothing says which is which. Feet and inches of any age are not turned into metres by guessing.
 */
export function readMeasurement(words: string, unless: Unit): MeasurementRead | undefined {
  const text = words.normalize('NFKC').replace(/\s+/gu, ' ').trim();
  const note = /\(([^()]*)\)$/u.exec(text);
  const body = (note ? text.slice(0, note.index) : text).trim();
  const found = [...body.matchAll(one)];
  if (found.length === 0 || found.length > 3) return undefined;
  const what = body
    .slice(0, found[0]!.index)
    .replace(/[:,、，\s]+$/u, '')
    .trim();
  const between = found.map((match, at) =>
    body.slice(match.index + match[0].length, found[at + 1]?.index ?? body.length),
  );
  if (
    between.some((gap, at) => !(at === found.length - 1 ? /^[\s.。]*$/u : /^\s*(?:[×xX*✕乘,;，；、]\s*)?$/u).test(gap))
  )
    return undefined;
  const told = new Set(found.flatMap((match) => (match[3] ? [units[match[3].toLowerCase()]!] : [])));
  if (told.size > 1) return undefined;
  const value: Partial<Record<Side, number>> = {};
  for (const [at, [, name, number]] of found.entries()) {
    // A diameter lies across.
    const across = found.length === 1 && /[径徑]$/u.test(what);
    const side = name ? sides[name.toLowerCase()]! : across ? 'width' : inOrder[at]!;
    if (value[side] !== undefined || Number(number) === 0) return undefined;
    value[side] = Number(number);
  }
  return {
    ...value,
    unit: [...told][0] ?? unless,
    ...(what ? { what } : {}),
    ...(note?.[1]?.trim() ? { note: note[1].trim() } : {}),
  };
}
