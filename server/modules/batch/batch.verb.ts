import type { BatchKind } from '../../contract/api/batch.routes.js';
import type { ListQuestion } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { Permission } from '../../contract/permissions.js';
import type { FieldProblem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import type { Visibility } from '../../contract/visibility.js';

/** What a batch is about, as whoever does it needs to know. */
export interface BatchOrder {
  pid: string;
  kind: BatchKind;
  libraryId: number;
  collectionId: number;
  selection: ListQuestion | null;
  parameters: { note?: string; visibility?: Visibility };
}

export interface BatchItem {
  at: number;
  itemId: number;
  /** Its version when it was looked at, and after something was done to it. */
  version: number | null;
  written: number | null;
  before: Json | null;
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

/**
 * Something that can be done to many items. All three are called with a chunk of rows; `apply` and `undo` inside the
 * transaction in which it is written down what became of each.
 */
export interface BatchVerb {
  kind: BatchKind;
  /** Asked when it is planned and when it is done; `undo` when it is taken back. */
  permissions: { apply: Permission[]; undo: Permission[] };
  select(order: BatchOrder): Promise<Selected>;
  plan(order: BatchOrder, rows: BatchItem[]): Promise<Verdict[]>;
  apply(order: BatchOrder, rows: BatchItem[], caller: Caller): Promise<Outcome[]>;
  undo(order: BatchOrder, rows: BatchItem[], caller: Caller): Promise<Outcome[]>;
}
