import type { InjectionKey } from 'vue';

/** One thing that a value may point to: a term, a person or body, a place. */
export interface Suggestion {
  /** Of agents and places: the authority. */
  ref?: string;
  /** Of terms. */
  code?: string;
  label: string;
  /** A line that tells namesakes apart: 唐 · 688–742 · 季凌 */
  description: string;
  /** The variant that matched, where it is not the label. */
  matched?: string | null;
}

export interface SuggestQuestion {
  kind: 'term' | 'agent' | 'place';
  q: string;
  vocabulary?: string;
  limit?: number;
}

/** How editors ask for suggestions. The console provides it, so that plugins need not know the API. */
export type Suggest = (question: SuggestQuestion, signal?: AbortSignal) => Promise<Suggestion[]>;

export const suggestKey: InjectionKey<Suggest> = Symbol('suggest');
