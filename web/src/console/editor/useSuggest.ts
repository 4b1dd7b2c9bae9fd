import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { localize, type Locale } from '../../../../server/contract/localized.js';
import type { Suggest } from '../../../kit/suggest.js';
import { call } from '../shell/call.js';

/** Suggestions for the editors of terms, people and places, from the library's own authorities and the platform's. */
export function useSuggest(library: Ref<string | undefined>): Suggest {
  const { locale } = useI18n();
  return async ({ kind, q, vocabulary, limit }, signal) => {
    const { rows } = await call(
      'GET /authorities/suggestions',
      { query: { kind, q, vocabulary, library: library.value, limit } },
      signal ? { signal } : {},
    );
    return rows.map((row) => ({
      ref: row.ref,
      ...(row.code === null ? {} : { code: row.code }),
      label: localize(row.label, locale.value as Locale),
      description: row.description,
      matched: row.matched,
    }));
  };
}
