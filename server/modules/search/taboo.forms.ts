import { fold } from '../../contract/text/index.js';
import type { TabooPair } from '../authority/also.known.service.js';

export interface TabooForm {
  text: string;
  pair: TabooPair;
  written: string;
}

/** A text as editions write it that avoid a name: for each pair, every place of its character changed alike. */
export function tabooForms(text: string, pairs: readonly TabooPair[]): TabooForm[] {
  const points = [...text];
  const folded = points.map((point) => fold(point));
  return pairs.flatMap((pair) => {
    if (!folded.includes(pair.avoided)) return [];
    return pair.written.map((written) => ({
      text: points.map((point, at) => (folded[at] === pair.avoided ? written : point)).join(''),
      pair,
      written,
    }));
  });
}
