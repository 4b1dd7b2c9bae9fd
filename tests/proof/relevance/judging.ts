import { fold } from '../../../server/contract/text/index.js';
import type { Work } from './works.js';

/** Which records answer a query: said of the record, never of what the search does. */
export type Answers = (work: Work) => boolean;

export interface Judged {
  q: string;
  class: string;
  answers: Answers;
  /** At least so many are to be found. */
  least: number;
  /** Searched in English. */
  english?: boolean;
}

const folded = (text: string): string => fold(text).toLowerCase();

export const of =
  (...collections: string[]): Answers =>
  (work) =>
    collections.includes(work.in);
export const about =
  (...forms: string[]): Answers =>
  (work) =>
    forms.some((form) => work.about.includes(folded(form)));
export const says =
  (...forms: string[]): Answers =>
  (work) =>
    forms.some((form) => work.all.includes(folded(form)));
export const titled =
  (...forms: string[]): Answers =>
  (work) =>
    forms.some((form) => work.title.includes(folded(form)));
export const years =
  (from: number, to: number): Answers =>
  ({ years: own }) =>
    own !== null && own[0] >= from && own[1] <= to;
export const both =
  (...all: Answers[]): Answers =>
  (work) =>
    all.every((one) => one(work));
export const either =
  (...some: Answers[]): Answers =>
  (work) =>
    some.some((one) => one(work));

export type Row = [q: string, answers: Answers, least?: number];
export const rows = (kind: string, list: readonly Row[], english = false): Judged[] =>
  list.map(([q, answers, least = 1]) => ({ q, class: kind, answers, least, ...(english ? { english } : {}) }));
