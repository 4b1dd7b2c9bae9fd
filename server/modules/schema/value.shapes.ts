import type { CollectionConfig } from '../../contract/collection.js';
import type { LinkTarget } from '../../contract/plugin.js';
import type { FieldProblem } from '../../contract/problems.js';
import type { Values } from '../../contract/values.js';

/** Whose controlled names may be meant; null asks for the platform's alone. */
export interface Owner {
  libraryId: number | null;
}

/** One of many records that are worked on together. */
export interface RecordValues extends Owner {
  config: CollectionConfig;
  values: Values;
}

export interface Checked {
  values: Values;
  problems: FieldProblem[];
}

/** A row of `item_value`. */
export interface ProjectedValue {
  fieldId: string;
  ord: number;
  /** The plain line that lists show, and the English one where it is another. */
  said: string;
  saidEn: string | null;
  /** What tells it from other values, in whatever script: of both lines. */
  folded: string;
  foldedEn: string | null;
  /** All its words as lists look through them, a line for each text. */
  words: string;
  /** Sort keys of the first plain line by pinyin, by strokes, by numbers in their order; null where there is no value. */
  sortText: string | null;
  stroke: string | null;
  natural: string | null;
  /** To sort and to narrow by: of a date its first day. */
  number: number | null;
  fromDay: number | null;
  toDay: number | null;
  ref: string | null;
  /** Everything it points to: `vocabulary/code` of a term, the public id of anything else. */
  refs: string[];
}

/** One value as it goes into a record of another system. */
export interface RecordForm {
  /** One plain line. */
  text: string;
  lang?: string;
  asWritten?: string;
  /** Of a controlled term. */
  code?: string;
  /** The terms above it, the nearest first. */
  above?: string[];
  /** Julian day numbers, first and last. */
  days?: [from: number, to: number];
  /** The years it is counted under, where those of its days reach further. */
  years?: [from: number, to: number];
  dc: string[];
  marc: Record<string, string>;
  parts: Record<string, { text: string; key?: string }>;
}

/** A link as a field of the record states it. */
export interface StatedLink extends LinkTarget {
  role: string;
  fieldId: string;
  ord: number;
}
