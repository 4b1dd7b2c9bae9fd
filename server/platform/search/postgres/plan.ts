import type { Meaning, Phrase, Query } from '../../../contract/text/index.js';
import { askedOfRecord, asMeant, exactly, hasField, isInFields, positive } from '../query.parts.js';
import type { Relevance, SearchRequest } from '../search.request.js';
import { LookUps } from './matching.sql.js';
import { exactTitleLexeme, foldedTitleLexeme } from './title.lexeme.js';

/** A question over sets of ids that the indexes give, by their numbers. */
export type Plan =
  | { kind: 'all' }
  | { kind: 'any'; sets: readonly number[] }
  | Meaning
  | { kind: 'under'; entries: readonly string[] }
  | { kind: 'years'; from: number | null; to: number | null }
  | { kind: 'not'; part: Plan }
  | { kind: 'and' | 'or'; parts: readonly Plan[] };

const isPlain = (query: Query): query is Phrase => query.kind === 'phrase' && query.field === undefined;

interface Sets {
  holding: (phrases: readonly Phrase[]) => number[];
  said: (field: string) => number;
}

/** Each phrase is looked up where `sets` says; the tree above is worked out in memory. */
function planOf(query: Query, sets: Sets): Plan {
  switch (query.kind) {
    case 'all':
    case 'meaning':
    case 'under':
    case 'years':
      return query;
    case 'phrase':
      return { kind: 'any', sets: sets.holding([query]) };
    case 'said':
      return { kind: 'any', sets: [sets.said(query.field)] };
    case 'not':
      return { kind: 'not', part: planOf(query.part, sets) };
    case 'or': {
      // A name with its other names is one look-up, not one for each of them.
      const plain = query.parts.filter(isPlain);
      const others = query.parts.filter((part) => !isPlain(part)).map((part) => planOf(part, sets));
      const any: Plan[] = plain.length > 0 ? [{ kind: 'any', sets: sets.holding(plain) }] : [];
      return others.length === 0 && any[0] ? any[0] : { kind: 'or', parts: [...any, ...others] };
    }
    case 'and':
      return { kind: 'and', parts: query.parts.map((part) => planOf(part, sets)) };
  }
}

/** Of what matches: that it does so by its metadata. What is asked in a field stands nowhere else. */
function notOnPages(query: Query, inMetadata: Sets): Plan {
  if (isInFields(query)) return { kind: 'all' };
  if (query.kind !== 'and') return planOf(query, inMetadata);
  return { kind: 'and', parts: query.parts.map((part) => notOnPages(part, inMetadata)) };
}

export interface Asked {
  lookUps: LookUps;
  matching: Plan;
  /** The best first; what is in none of them was found by the text of its pages. */
  classes: { relevance: Relevance; plan: Plan }[];
  /** Which sets are of words on pages. */
  onPages: ReadonlySet<number>;
}

/** What matches, looked up together with whatever else `lookUps` is given. */
export function matchingPlan(query: Query, lookUps: LookUps): Plan {
  const { metadata, pages } = lookUps;
  const holding = (phrases: readonly Phrase[]): number[] =>
    phrases.some(({ field }) => field !== undefined) ? [metadata(phrases)] : [metadata(phrases), pages(phrases)];
  return planOf(query, { holding, said: (field) => lookUps.said(field) });
}

/** What a request looks up: what matches, and, where hits are to be shown, how well. */
export function planned({ query, labels, size, wholeTitle }: SearchRequest): Asked {
  const lookUps = new LookUps(labels);
  const { metadata, titles } = lookUps;
  const matching = matchingPlan(query, lookUps);
  const said = (field: string): number => lookUps.said(field);
  const wanted = positive(query);
  const classes: Asked['classes'] = [];
  if (wanted && size > 0) {
    const one = (set: number): Plan => ({ kind: 'any', sets: [set] });
    if (wholeTitle) {
      const { exact, folded } = wholeTitle;
      classes.push({ relevance: 'whole-title-exact', plan: one(lookUps.title(exactTitleLexeme(exact))) });
      classes.push({ relevance: 'whole-title', plan: one(lookUps.title(foldedTitleLexeme(folded))) });
    }
    const meant = asMeant(wanted);
    if (meant) {
      const inField = ({ field }: Phrase): boolean => field !== undefined;
      const best = (phrases: readonly Phrase[]) => [phrases.some(inField) ? metadata(phrases) : titles(phrases)];
      classes.push({ relevance: 'meant', plan: planOf(meant, { holding: best, said }) });
    }
    if (!hasField(wanted)) {
      const inTitles = (asked: Query): Plan => planOf(asked, { holding: (phrases) => [titles(phrases)], said });
      classes.push({ relevance: 'title-exact', plan: inTitles(exactly(wanted)) });
      classes.push({ relevance: 'title', plan: inTitles(wanted) });
    }
    const inMetadata: Sets = { holding: (phrases) => [metadata(phrases)], said };
    classes.push({ relevance: 'metadata', plan: notOnPages(askedOfRecord(query), inMetadata) });
  }
  return { lookUps, matching, classes, onPages: new Set(lookUps.ofPages) };
}

/** What was looked up, and how many items it is told of. */
export interface Marks {
  sets: readonly Uint8Array[];
  of(meaning: Meaning): Uint8Array;
  /** Which stand under one of these. */
  under(entries: readonly string[]): Uint8Array;
  /** Whose years touch these. */
  touching(years: { from: number | null; to: number | null }): Uint8Array;
  size: number;
}

/** One byte an item: whether it is in. */
export function marked(plan: Plan, marks: Marks): Uint8Array {
  const { sets, size } = marks;
  switch (plan.kind) {
    case 'all':
      return new Uint8Array(size).fill(1);
    case 'any':
      return united(
        plan.sets.map((at) => sets[at] as Uint8Array),
        size,
      );
    case 'meaning':
      return marks.of(plan);
    case 'under':
      return marks.under(plan.entries);
    case 'years':
      return marks.touching(plan);
    case 'not':
      return marked(plan.part, marks).map((mark) => 1 - mark);
    case 'or':
      return united(
        plan.parts.map((part) => marked(part, marks)),
        size,
      );
    case 'and': {
      const [first, ...others] = plan.parts.map((part) => marked(part, marks));
      const all = first?.slice() ?? new Uint8Array(size);
      for (const other of others) for (let at = 0; at < size; at++) all[at]! &= other[at]!;
      return all;
    }
  }
}

function united(parts: readonly Uint8Array[], size: number): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const any = new Uint8Array(size);
  for (const part of parts) for (let at = 0; at < size; at++) any[at]! |= part[at]!;
  return any;
}
