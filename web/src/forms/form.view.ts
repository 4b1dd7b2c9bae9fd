import { type InjectionKey, type Ref, shallowRef, watch } from 'vue';
import type { Values } from '../../../server/contract/values.js';
import { withField } from './form.rows.js';

/** What a new record starts with in one field: what the record before says, or always the same. */
export type Keep = 'last' | 'fixed';

/** How somebody has a collection's form, and what they go on with. */
interface Kept {
  folded: string[];
  requiredOnly: boolean;
  keeps: Record<string, Keep>;
  values: Values;
}

export interface FormView {
  kept: Readonly<Ref<Kept>>;
  fold(group: string, folded: boolean): void;
  requireOnly(now: boolean): void;
  /** Whether the field starts a new record, and with what it says now. */
  keep(field: string, how: Keep | undefined, now: Values): void;
  /** A record is left behind: the next one goes on with what it says. */
  leave(values: Values): void;
}

export const formView: InjectionKey<FormView> = Symbol('form view');
const nothing: Kept = { folded: [], requiredOnly: false, keeps: {}, values: {} };

function read(key: string): Kept {
  try {
    return { ...nothing, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Kept>) };
  } catch {
    return nothing;
  }
}

/** What a new record of the collection begins with. */
export const keptValues = (key: string | undefined): Values => (key ? read(key).values : {});

/** Remembered in this browser, for one person and one collection. */
export function useFormView(key: () => string | undefined): FormView {
  const kept = shallowRef<Kept>(nothing);
  watch(key, (now) => (kept.value = now ? read(now) : nothing), { immediate: true });

  function put(next: Partial<Kept>): void {
    kept.value = { ...kept.value, ...next };
    const at = key();
    try {
      if (at) localStorage.setItem(at, JSON.stringify(kept.value));
    } catch {
      // A full or forbidden storage: it holds until the page is left.
    }
  }

  return {
    kept,
    fold(group, folded) {
      const others = kept.value.folded.filter((one) => one !== group);
      put({ folded: folded ? [...others, group] : others });
    },
    requireOnly: (requiredOnly) => put({ requiredOnly }),
    keep(field, how, now) {
      const { [field]: _gone, ...others } = kept.value.keeps;
      const values = withField(kept.value.values, field, how ? (now[field] ?? []) : []);
      put({ keeps: how ? { ...others, [field]: how } : others, values });
    },
    leave(values) {
      const last = Object.keys(kept.value.keeps).filter((field) => kept.value.keeps[field] === 'last');
      if (last.length === 0) return;
      put({ values: last.reduce((all, field) => withField(all, field, values[field] ?? []), kept.value.values) });
    },
  };
}

export const viewKey = (person: string, collection: string | undefined): string | undefined =>
  collection ? `linlang.form.${person}.${collection}` : undefined;
