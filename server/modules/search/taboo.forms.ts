import { fold } from '../../contract/text/index.js';
import type { TabooPair } from '../authority/also.known.service.js';

export interface TabooForm {
  text: string;
  pair: TabooPair;
  written: string;
}

interface Pair {
  pair: TabooPair;
  written: string;
  /** Folded. */
  from: string;
  to: string;
}

/** A text with every place of a pair's one character changed into the other, for each pair that it has a place of. */
function changed(text: string, pairs: readonly Pair[]): TabooForm[] {
  const points = [...text];
  const folded = points.map((point) => fold(point));
  return pairs.flatMap(({ pair, written, from, to }) =>
    folded.includes(from)
      ? [{ text: points.map((point, at) => (folded[at] === from ? to : point)).join(''), pair, written }]
      : [],
  );
}

/** A text as editions write it that avoid a name. */
export const tabooForms = (text: string, pairs: readonly TabooPair[]): TabooForm[] =>
  changed(
    text,
    pairs.flatMap((pair) => pair.written.map((written) => ({ pair, written, from: pair.avoided, to: written }))),
  );

/** The other way: what stands in editions that avoid nothing. */
export const avoidedForms = (text: string, pairs: readonly TabooPair[]): TabooForm[] =>
  changed(
    text,
    pairs.flatMap((pair) => pair.written.map((written) => ({ pair, written, from: fold(written), to: pair.avoided }))),
  );
