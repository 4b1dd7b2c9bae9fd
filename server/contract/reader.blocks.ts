import type { Json } from './values.js';

/** One block as a page draws it: what is set in it, in the reader's language. */
export interface BlockView {
  id: string;
  kind: string;
  options: Record<string, Json>;
  /** Shown on wide screens alone, or on narrow ones. */
  screen?: 'wide' | 'narrow';
  columns?: BlockView[][];
}
