import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Values } from '../../contract/values.js';
import { audiencesOf, type Part, parts, type Visibility } from '../../contract/visibility.js';

export type LabelColumn = `${Part}_labels`;

export interface ItemRow extends Record<LabelColumn, string[]> {
  id: number;
  pid: string;
  library_id: number;
  collection_id: number;
  identifier: string | null;
  title: string;
  state: ItemState;
  head_revision: number;
  published_revision: number | null;
  submitted_revision: number | null;
  version: number;
  doc_version: number;
  /** The day by which readers see it stand in its family. */
  kin_day: number | null;
  cover_page_id: number | null;
  published_cover_id: number | null;
  created_by: number | null;
  updated_by: number | null;
  created_at: Date;
  updated_at: Date;
  published_at: Date | null;
  first_published_at: Date | null;
  withdrawn_at: Date | null;
}

export interface RevisionRow {
  item_id: number;
  number: number;
  schema_version: number;
  values: Values;
  title: string;
  note: string;
  review: 'submitted' | 'approved' | 'returned' | null;
  review_note: string;
  author_id: number | null;
  created_at: Date;
}

export function visibilityOf(row: ItemRow): Visibility {
  return Object.fromEntries(parts.map((part) => [part, audiencesOf(row[`${part}_labels`])])) as Visibility;
}
