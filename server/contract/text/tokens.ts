import { pointOf } from './points.js';
import { GAP, readUnits, type Unit } from './units.js';

/** A position in the index: every token that can be asked for there. */
export type Position = readonly string[];

/** Exact glyphs are told from folded ones by this sign, which no token can otherwise begin with. */
export const EXACT_SIGN = '=';

/** Characters of main text kept on either side of a note when a phrase may run across it. */
const AROUND = 12;

const joinable = (a: Unit | undefined, b: Unit | undefined): boolean => a?.kind === 'char' && b?.kind === 'char';

/**
 * The exact token of some neighbours, which is the folded one when no character of it has variants:
 * most pairs then cost nothing extra, and asking decides by the same rule.
 */
export function exactToken(units: readonly Unit[]): string {
  const written = units.map((unit) => unit.exact).join('');
  return units.some(isTelling) ? EXACT_SIGN + written : written;
}

/** Whether an exact search has something to tell apart; a word always has its capitals and accents. */
const isTelling = ({ kind, exact }: Unit): boolean =>
  kind === 'word' || pointOf(exact.codePointAt(0) as number).hasVariants;

/** By what is looked for unless more is demanded: characters in any form, words in one and several. */
export function foldedToken(units: readonly Unit[]): string {
  return units.map((unit) => unit.stem).join('');
}

/** Between quotes words stand as they were written, and characters are one in all their forms. */
export const quotedToken = (units: readonly Unit[]): string =>
  units[0]?.kind === 'word' ? exactToken(units) : foldedToken(units);

function positionOf(unit: Unit, next: Unit | undefined): Position {
  if (unit.kind === 'gap') return [GAP];
  const { stem, exact } = unit;
  const telling = isTelling(unit);
  const position = telling ? [stem, EXACT_SIGN + exact] : [stem];
  if (!joinable(unit, next)) return position;
  const other = next as Unit;
  position.push(stem + other.stem);
  if (telling || isTelling(other)) position.push(EXACT_SIGN + exact + other.exact);
  return position;
}

/**
 * The runs in which positions are neighbours: the text as it stands, and, where brackets or small notes interrupt it,
 * the main text around them without what they hold. So a phrase is found across a note and inside it.
 */
export function runsOf(units: readonly Unit[]): Unit[][] {
  if (units.length === 0) return [];
  const runs: Unit[][] = [[...units]];
  const main = units.filter((unit) => unit.depth === 0);
  if (main.length === 0 || main.length === units.length) return runs;
  const index = new Map(units.map((unit, at) => [unit, at]));
  const near = new Set<number>();
  for (let at = 1; at < main.length; at++) {
    const gap = (index.get(main[at] as Unit) as number) - (index.get(main[at - 1] as Unit) as number);
    if (gap > 1) for (let i = at - AROUND; i < at + AROUND; i++) if (i >= 0 && i < main.length) near.add(i);
  }
  let run: Unit[] = [];
  for (let at = 0; at <= main.length; at++) {
    if (near.has(at)) run.push(main[at] as Unit);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return runs;
}

/** The runs of a text as positions with tokens: what both engines index. */
export function positionsOf(text: string): Position[][] {
  return runsOf(readUnits(text)).map((run) => run.map((unit, at) => positionOf(unit, run[at + 1])));
}

/** Every token of a text once, where only presence counts and not position. */
export function tokenSet(text: string): Set<string> {
  return new Set(positionsOf(text).flat(2));
}
