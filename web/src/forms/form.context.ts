import type { InjectionKey, Ref } from 'vue';
import type { Values } from '../../../server/contract/values.js';
import type { Locale } from '../../../server/contract/localized.js';

/** What every part of one form shares: where the record stands and what may be done to it. */
export interface FormContext {
  locale: Ref<Locale>;
  /** Pids, for suggestions of terms, people and places. */
  library: Ref<string | undefined>;
  collection: Ref<string | undefined>;
  disabled: Ref<boolean>;
  /** What the record was begun with from another one. */
  carried: Ref<Values>;
}

export const formContext: InjectionKey<FormContext> = Symbol('form context');
