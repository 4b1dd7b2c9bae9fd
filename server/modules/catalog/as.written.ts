import { inScriptOf, type Locale } from '../../contract/localized.js';

/**
 * Whether how it is written tells more than the value: not where that is the value itself in other characters, what stands
 * beside a translation, or a code of it. m is 米, and nobody wrote it on a thing.
 */
export function saysMore(written: string, said: readonly (string | undefined)[], locale: Locale): boolean {
  const forms = [written, inScriptOf(locale, written)].map((one) => one.toLowerCase());
  return !said.some((one) => one !== undefined && forms.includes(one.toLowerCase()));
}
