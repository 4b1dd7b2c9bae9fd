import { standsAlone } from './fold.js';
import { pointOf } from './points.js';
import { wantedPhrases, type Phrase, type Query } from './query.js';
import { runsOf } from './tokens.js';
import { readUnits, type Unit } from './units.js';

/** UTF-16 offsets in the original text, end exclusive. */
export interface TextRange {
  start: number;
  end: number;
}

export interface Snippet {
  /** With … where it was cut. */
  text: string;
  ranges: TextRange[];
}

function same(asked: Unit, found: Unit, { exact, quoted }: Phrase): boolean {
  if (asked.kind === 'gap') return true;
  const asWritten = exact || (quoted && asked.kind === 'word');
  return asWritten ? asked.exact === found.exact && found.kind === asked.kind : asked.stem === found.stem;
}

/** Cheap, and false for most lines of a record: a phrase stands nowhere where one of its characters does not. */
function mayHold(text: string, { units }: Phrase): boolean {
  const characters = units.filter(({ kind }) => kind === 'char');
  const alone = characters.find(({ folded }) => standsAlone(folded));
  if (alone) return text.includes(alone.folded);
  const [first] = characters;
  if (!first) return text !== '';
  for (let at = 0; at < text.length;) {
    const point = pointOf(text.codePointAt(at) as number);
    if (point.folded === first.folded) return true;
    at += point.char.length;
  }
  return false;
}

function windowsIn(run: readonly Unit[], phrase: Phrase): number[] {
  const { units, stands } = phrase;
  const out: number[] = [];
  if (stands === 'whole' && run.length !== units.length) return out;
  for (let at = 0; at + units.length <= run.length; at++) {
    if (units.every((unit, i) => same(unit, run[at + i] as Unit, phrase))) out.push(at);
    if (stands !== undefined) break;
  }
  return out;
}

export function mergeRanges(ranges: TextRange[]): TextRange[] {
  const sorted = ranges.sort((a, b) => a.start - b.start || a.end - b.end);
  const out: TextRange[] = [];
  for (const range of sorted) {
    const last = out.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else out.push({ ...range });
  }
  return out;
}

/** Where a phrase stands; a match that runs around a note is marked on both sides of the note. */
function rangesOf(runs: readonly Unit[][], order: ReadonlyMap<Unit, number>, phrase: Phrase): TextRange[] {
  const out: TextRange[] = [];
  for (const run of runs) {
    for (const at of windowsIn(run, phrase)) {
      const matched = run.slice(at, at + phrase.units.length);
      let piece: TextRange | null = null;
      let last = -2;
      for (const unit of matched) {
        const place = order.get(unit) as number;
        if (piece && place === last + 1) piece.end = unit.end;
        else {
          piece = { start: unit.start, end: unit.end };
          out.push(piece);
        }
        last = place;
      }
    }
  }
  return out;
}

/**
 * What of a text to mark for a query. A phrase asked in a field is marked only where that field is shown: it has its id as a name,
 * and what it means in every collection.
 */
export function matchRanges(text: string, query: Query, names: readonly string[] = []): TextRange[] {
  const phrases = wantedPhrases(query).filter(({ field }) => field === undefined || names.includes(field));
  if (!phrases.some((phrase) => mayHold(text, phrase))) return [];
  const units = readUnits(text);
  const runs = runsOf(units);
  const order = new Map(units.map((unit, at) => [unit, at]));
  return mergeRanges(phrases.flatMap((phrase) => rangesOf(runs, order, phrase)));
}

/** How much of two texts is looked at for what runs from one into the other: more than a line of verse, with its marks. */
const NEAR = 160;

/** What of a query begins at the end of one text and ends at the beginning of the next: its part in each of them. */
export function rangesAcross(text: string, next: string, query: Query): { here: TextRange; there: TextRange }[] {
  const from = Math.max(0, text.length - NEAR);
  const seam = text.length - from;
  return matchRanges(`${text.slice(from)}\n${next.slice(0, NEAR)}`, query)
    .filter(({ start, end }) => start < seam && end > seam + 1)
    .map(({ start, end }) => ({
      here: { start: from + start, end: text.length },
      there: { start: 0, end: end - seam - 1 },
    }));
}

/**
 * The end of a text where a phrase begins that runs on beyond it, for a page of which it is known that one does; else
 * empty. The next page is read as if it began with what is left of the phrase.
 */
export function endRanges(text: string, query: Query): TextRange[] {
  const phrases = wantedPhrases(query).filter(({ field }) => field === undefined);
  return mergeRanges(
    phrases.flatMap((phrase) => {
      const units = phrase.units.map(({ exact }) => exact);
      for (let many = units.length - 1; many > 0; many--) {
        const [across] = rangesAcross(text, units.slice(many).join(' '), phrase);
        if (across) return [across.here];
      }
      return [];
    }),
  );
}

/** Whether a text alone answers one phrase. */
export function holdsPhrase(text: string, phrase: Phrase): boolean {
  return runsOf(readUnits(text)).some((run) => windowsIn(run, phrase).length > 0);
}

const isWide = (char: string | undefined): boolean => char !== undefined && char.charCodeAt(0) >= 0x2e80;

/** Puts a cut into one line: a line end between Chinese characters is nothing, elsewhere a blank. */
function oneLine(text: string, from: number, to: number, ranges: readonly TextRange[]): Snippet {
  let out = from > 0 ? '…' : '';
  const moved = new Map<number, number>();
  for (let at = from; at <= to; at++) {
    moved.set(at, out.length);
    if (at === to) break;
    const char = text[at] as string;
    if (!/\s/u.test(char)) out += char;
    else if (!/\s/u.test(text[at - 1] ?? ' ') && !(isWide(text[at - 1]) && isWide(nextInk(text, at)))) out += ' ';
  }
  if (to < text.length) out += '…';
  const inside = ranges.filter((range) => range.end > from && range.start < to);
  return {
    text: out,
    ranges: inside.map((range) => ({
      start: moved.get(Math.max(range.start, from)) as number,
      end: moved.get(Math.min(range.end, to)) as number,
    })),
  };
}

function nextInk(text: string, at: number): string | undefined {
  for (let i = at; i < text.length; i++) if (!/\s/u.test(text[i] as string)) return text[i];
  return undefined;
}

/** Moves a cut off the middle of a surrogate pair and, in alphabetic text, off the middle of a word. */
function cleanCut(text: string, at: number, step: 1 | -1): number {
  let cut = Math.max(0, Math.min(text.length, at));
  for (let i = 0; i < 20 && cut > 0 && cut < text.length; i++) {
    const before = text[cut - 1] as string;
    const after = text[cut] as string;
    const inWord =
      /[\p{L}\p{N}\p{M}]/u.test(before) && /[\p{L}\p{N}\p{M}]/u.test(after) && !isWide(before) && !isWide(after);
    const inPair = /[\uDC00-\uDFFF\uFE00-\uFE0F\u0300-\u036F]/u.test(after);
    if (!inWord && !inPair) break;
    cut += step;
  }
  return cut;
}

/** The pieces of a text that show best why it matched, in the order of the text. */
export function snippets(
  text: string,
  query: Query,
  options: { length?: number; most?: number; names?: readonly string[] } = {},
): Snippet[] {
  return snippetsAt(text, matchRanges(text, query, options.names ?? []), options);
}

/** The same for what is known already to match. */
export function snippetsAt(
  text: string,
  ranges: readonly TextRange[],
  { length = 80, most = 2 }: { length?: number; most?: number } = {},
): Snippet[] {
  if (ranges.length === 0) return [];
  const cuts: { from: number; to: number; inside: number }[] = [];
  for (const [i, first] of ranges.entries()) {
    const reach = first.start + length;
    const inside = ranges.slice(i).filter((range) => range.end <= reach).length || 1;
    const lastEnd = ranges[i + inside - 1]?.end ?? first.end;
    const spare = Math.max(0, length - (lastEnd - first.start));
    cuts.push({
      from: first.start - Math.floor(spare / 3),
      to: Math.min(lastEnd, reach) + Math.ceil((spare * 2) / 3),
      inside,
    });
  }
  const chosen: { from: number; to: number }[] = [];
  for (const cut of [...cuts].sort((a, b) => b.inside - a.inside || a.from - b.from)) {
    const from = cleanCut(text, cut.from, -1);
    const to = cleanCut(text, cut.to, 1);
    if (chosen.length < most && chosen.every((other) => to <= other.from || from >= other.to))
      chosen.push({ from, to });
  }
  return chosen.sort((a, b) => a.from - b.from).map(({ from, to }) => oneLine(text, from, to, ranges));
}
