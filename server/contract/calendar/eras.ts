import { fold } from '../text/index.js';
import { ERA_LINES } from './eras.table.js';
import { type Line, type LunarYear, lunarYear, lunarYearOn } from './months.js';

export interface Era {
  /** Simplified: 东汉, 北魏. */
  dynasty: string;
  rulers: string[];
  /** As the source writes it, and its variants. */
  name: string;
  names: string[];
  line: Line;
  /** First and last day. */
  from: number;
  to: number;
  /** The number of its first year; not 1 where an era was taken up again (洪武三十五年, 永历十六年 in Taiwan). */
  first: number;
  /** It is read by the months of a neighbour, because its own calendar is not known. */
  borrowed: boolean;
  /** Of a rebel or claimant: meant only where nobody else had an era of that name. */
  minor: boolean;
}

export const eras: readonly Era[] = ERA_LINES.trim()
  .split('\n')
  .map((row) => {
    const [dynasty, rulers, names, line, from, to, first, marks] = row.split(' ') as [string, ...string[]];
    return {
      dynasty,
      rulers: rulers === '-' ? [] : rulers!.split('/'),
      name: names!.split('=')[0]!,
      names: names!.split('='),
      line: line as Line,
      from: Number(from),
      to: Number(to),
      first: Number(first),
      borrowed: marks!.includes('~'),
      minor: marks!.includes('-'),
    };
  });

/** Early 汉 had years by emperors (文帝三年, 景帝中二年), which later got the names 前元, 中元, 后元. */
function namesOf(era: Era): string[] {
  if (era.dynasty !== '西汉' || !/^[前中後]元$/.test(era.name) || era.rulers[0] === '武帝') return era.names;
  const [ruler] = era.rulers;
  const part = era.name[0]!;
  return [...era.names, ...(part === '前' ? [ruler!] : []), `${ruler}${part}`, `${ruler}${part}元`];
}

/** Other ways in which eras are written: variants and 避讳. */
const aliases: Record<string, string[]> = {
  大和: ['太和'],
  太和: ['大和'],
  弘治: ['宏治'],
  弘光: ['宏光'],
  崇禎: ['崇正'],
  昇明: ['升明'],
  天曆: ['天歷'],
  天祐: ['天佑'],
  元祐: ['元佑'],
  景祐: ['景佑'],
  嘉祐: ['嘉佑'],
  皇祐: ['皇佑'],
  淳祐: ['淳佑'],
  寶祐: ['寶佑'],
  德祐: ['德佑'],
  延祐: ['延佑'],
  貞祐: ['貞佑'],
  乾祐: ['乾佑'],
  太清: ['泰清'],
  泰和: [],
  正隆: [],
  高帝: ['高祖'],
  秦始皇: ['始皇', '始皇帝', '秦始皇帝'],
  秦二世: ['二世'],
};

/** By the name it is known by, and by those that only some books give it (元嘉 for 永憙). */
const byName = new Map<string, { first: Era[]; others: Era[] }>();
for (const era of eras) {
  const own = new Set(
    [...namesOf(era).filter((name) => era.name.startsWith(name) || !era.names.includes(name))].map(fold),
  );
  for (const name of aliases[era.name] ?? []) own.add(fold(name));
  for (const name of new Set([...own, ...era.names.map(fold)])) {
    const known = byName.get(name) ?? { first: [], others: [] };
    known[own.has(name) ? 'first' : 'others'].push(era);
    byName.set(name, known);
  }
}

/** Folded, longest first: 建武中元 before 建武. */
export const eraNames: readonly string[] = [...byName.keys()].sort((a, b) => b.length - a.length);

/** All eras of a folded name, the earliest first; those that only some call so, where nobody else has the name. */
export function erasNamed(name: string): readonly Era[] {
  const known = byName.get(name);
  if (!known) return [];
  return known.first.some((era) => !era.minor) ? known.first : [...known.first, ...known.others];
}

/** A ruler's title stands for his years only with his dynasty or in full, or 太祖 would mean four emperors' years. */
export const needsDynasty = (era: Era): boolean => era.rulers.includes(era.name) && era.name.length < 3;

export interface EraYear {
  year: LunarYear;
  /** Clipped to the era where it began within the year; the rest of its last year counts, as people wrote on. */
  from: number;
  to: number;
}

/** The years that an era counted, from `era.first` on. */
export function eraYear(era: Era, number: number): EraYear | null {
  const begun = lunarYearOn(era.line, era.from);
  const year = begun && number >= era.first ? lunarYear(era.line, begun.year + number - era.first) : undefined;
  if (!year || year.first > era.to) return null;
  return { year, from: Math.max(year.first, era.from), to: Math.min(year.last, era.to) };
}

const counted = new Map<Era, readonly (EraYear & { number: number })[]>();

/** All of them, worked out once. */
export function eraYears(era: Era): readonly (EraYear & { number: number })[] {
  const known = counted.get(era);
  if (known) return known;
  const out = [];
  for (let number = era.first, found = eraYear(era, number); found; found = eraYear(era, ++number)) {
    out.push({ ...found, number });
  }
  counted.set(era, out);
  return out;
}
