import type { Locale } from './localized.js';

/** Years are astronomical: 0 is 1 BCE. */
export function yearText(year: number, locale: Locale): string {
  if (year > 0) return String(year);
  return locale === 'en' ? `${1 - year} BCE` : `前${1 - year}`;
}

/** From birth to death, of a reign: an end that is not known is a question. Nothing where nothing is known. */
export function yearsText(from: number | null | undefined, to: number | null | undefined, locale: Locale): string {
  if (from == null && to == null) return '';
  return [from, to].map((year) => (year == null ? '?' : yearText(year, locale))).join('–');
}
