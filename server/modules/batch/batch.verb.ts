import type { Readable } from 'node:stream';
import type { AuditKind } from '../../contract/audit.kinds.js';
import type { AuthorityKind } from '../../contract/api/authority.routes.js';
import type { BatchKind } from '../../contract/api/batch.routes.js';
import type { Found, ListQuestion } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { FieldProblem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import type { Visibility } from '../../contract/visibility.js';

/** What is done to many: to items that were chosen, or by the rows of a file. */
export type Doing = BatchKind | 'authorities';
export type BatchStep = 'apply' | 'undo';

/** What a batch is about, as whoever does it needs to know. */
export interface BatchOrder {
  pid: string;
  kind: Doing;
  /** Null is the platform. */
  libraryId: number | null;
  /** Of items; null for what belongs to no collection. */
  collectionId: number | null;
  /** Of terms. */
  vocabularyId: number | null;
  selection: ListQuestion | null;
  parameters: BatchSaid;
}

export interface BatchSaid {
  note?: string;
  visibility?: Visibility;
  /** Of all of a list: how many it had for whoever chose it. */
  seen?: Found;
  /** Of one item, done by itself: kept to be taken back, and no batch to whoever looks for batches. */
  alone?: true;
  /** Of a file of authorities: its name, its size, what stands in it, and its headings once it has been read. */
  file?: string;
  size?: number;
  authority?: AuthorityKind;
  head?: string[];
  /** New terms stand behind this one. */
  after?: number;
}

interface Planned {
  at: number;
  /** Its version when it was looked at, and after something was done to it. */
  version: number | null;
  written: number | null;
  before: Json | null;
  problem: Why | null;
}

/** Something that was done to one item by itself, with how it stood before. */
export interface DoneAlone {
  kind: BatchKind;
  itemId: number;
  libraryId: number;
  collectionId: number;
  version: number;
  written: number;
  before: Json;
}

export interface BatchItem extends Planned {
  itemId: number;
}

/** A row of a file. */
export interface BatchLine extends Planned {
  /** As a spreadsheet counts. */
  line: number;
  /** What stands there, until it was looked at. */
  given: Json | null;
  /** Public id of the record that it is, or will be; and that record then. */
  subject: string;
  after: Json | null;
}

export interface Why {
  code: string;
  params: Record<string, unknown>;
  fields: FieldProblem[];
}

/** What would happen to an item, or why not. */
export interface Verdict {
  at: number;
  action: 'do' | 'same' | 'cannot';
  version: number | null;
  before: Json | null;
  problem: Why | null;
}

export interface LineVerdict extends Verdict {
  subject: string;
  after: Json;
  /** What it goes by among the rows of its file, for `settle`. */
  keys: string[];
}

/** What became of it: done, with how it stood; or not, and why. */
export interface Outcome {
  at: number;
  written: number | null;
  before: Json | null;
  problem: Why | null;
}

/** Rows of a list, as a statement that answers ids in an order that can be told again. */
export interface Selected {
  sql: string;
  parameters: unknown[];
}

/** A file, as often from its beginning as it is asked for. */
export type Source = () => Promise<Readable>;

export interface Line {
  line: number;
  given: Json;
}

/** Rows of a file, one after the other and never all at once; and what is to be known when they are looked at. */
export interface Lines {
  said: BatchSaid;
  lines: AsyncIterable<Line>;
}

/** What is wrong with a file as a whole; nothing in it is looked at any further. */
export class SourceRefused extends Error {
  constructor(
    readonly code: string,
    readonly value = '',
    readonly row = 1,
  ) {
    super(code);
    this.name = 'SourceRefused';
  }
}

interface Doer<Row, Said> {
  kind: Doing;
  /** By what name it is told that there is none, or that it is not the time for it. */
  noun: 'batch' | 'import';
  /** Throws where the caller may not: asked when it is planned, when a step is ordered, and with every chunk. */
  assert(caller: Caller, order: BatchOrder, step: BatchStep): void;
  plan(order: BatchOrder, rows: Row[]): Promise<Said[]>;
  apply(order: BatchOrder, rows: Row[], caller: Caller): Promise<Outcome[]>;
  undo(order: BatchOrder, rows: Row[], caller: Caller): Promise<Outcome[]>;
  /** As what it stands in the audit; a batch of items stands there as a batch. */
  told?: (order: BatchOrder, step: BatchStep) => { action: string; kind: AuditKind; title: string };
}

/** Something that can be done to items, and what it asks for: `undo` when it is taken back. */
export interface ItemVerb extends Doer<BatchItem, Verdict> {
  kind: BatchKind;
  select(order: BatchOrder): Promise<Selected>;
}

/** Something that a file says. */
export interface FileVerb extends Doer<BatchLine, LineVerdict> {
  /** Throws `SourceRefused`, also on the way. */
  read(order: BatchOrder, source: Source): Promise<Lines>;
  /** What only all rows together can tell, once each has been looked at. In the transaction that ends the plan. */
  settle(order: BatchOrder, id: number): Promise<void>;
}

/**
 * Something that can be done to many. All is called with a chunk of rows; `apply` and `undo` inside the transaction in
 * which it is written down what became of each.
 */
export type BatchVerb = ItemVerb | FileVerb;
