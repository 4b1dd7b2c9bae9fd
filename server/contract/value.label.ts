import type { Locale } from './localized.js';

/** A label that the record itself gives: where it is not in the language of the page, it says in which it is. */
export function namedBy(label: string, locale: Locale): { label: string; labelLang?: string } {
  return locale === 'en' && /\p{Script=Han}/u.test(label) ? { label, labelLang: 'zh' } : { label };
}
