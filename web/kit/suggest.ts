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

/** What is known of something that is not in any list yet: its name, and what stands in the boxes beside it. */
export interface MakeQuestion {
  kind: SuggestQuestion['kind'];
  name: string;
  vocabulary?: string;
  /** 朝代, 今名, 经纬度 as they are typed. */
  given?: Record<string, string | number | undefined>;
}

/** How editors have a record made for what no list knows. The console provides it, and asks for the rest itself. */
export interface Maker {
  /** Whether this person may, for this kind and list. */
  may(question: Pick<MakeQuestion, 'kind' | 'vocabulary'>): boolean;
  /** Undefined when somebody thought better of it. */
  make(question: MakeQuestion): Promise<Suggestion | undefined>;
}

/** Undefined where nothing is to be made: in a box that is itself one of several steps. */
export const makerKey: InjectionKey<Maker | undefined> = Symbol('maker');
