import { z } from 'zod';

/** Text in several languages, keyed by BCP 47 tag. One shape everywhere a label is stored. */
export const LocalizedText = z.record(z.string().regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/), z.string().max(20_000));
export type LocalizedText = z.infer<typeof LocalizedText>;

/** A label that a person must give in at least one language. */
export const RequiredText = LocalizedText.refine((text) => Object.values(text).some((part) => part.trim() !== ''), {
  message: 'required',
});

export const locales = ['zh-CN', 'zh-TW', 'en'] as const;
export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;

const chain: Record<Locale, string[]> = {
  'zh-CN': ['zh-CN', 'zh-Hans', 'zh', 'zh-TW', 'zh-Hant', 'en'],
  'zh-TW': ['zh-TW', 'zh-Hant', 'zh', 'zh-CN', 'zh-Hans', 'en'],
  en: ['en', 'zh-CN', 'zh-Hans', 'zh', 'zh-TW', 'zh-Hant'],
};

/** Languages in the order in which a text is looked for. */
export const localeChain = (locale: Locale): readonly string[] => chain[locale];

/** Those of the chain that are written in simplified characters, or may be. */
const simplified: ReadonlySet<string> = new Set(['zh', 'zh-CN', 'zh-Hans']);

let converted = (text: string): string => text;

/**
 * Readers of traditional characters are given what nobody wrote for them by conversion. The tables for it are the
 * server's (`text/traditional.ts`): pages come from there, and browsers need none of them.
 */
export function convertBy(convert: (text: string) => string): void {
  converted = convert;
}

/** The tag of the text that `localize` chooses, for the `lang` attribute. */
export function localizedTag(text: LocalizedText | null | undefined, locale: Locale): string | undefined {
  if (!text) return undefined;
  return chain[locale].find((tag) => text[tag]) ?? Object.keys(text).find((tag) => text[tag]);
}

/** The text in the wanted language, or in the nearest one that has it; what is written for a language goes before conversion. */
export function localize(text: LocalizedText | null | undefined, locale: Locale): string {
  const tag = localizedTag(text, locale);
  if (!text || tag === undefined) return '';
  return locale === 'zh-TW' && simplified.has(tag) ? converted(text[tag]!) : text[tag]!;
}

/** A name or word that is said in Chinese alone, for the reader of a page. */
export const inScriptOf = (locale: Locale, text: string): string => (locale === 'zh-TW' ? converted(text) : text);

/**
 * A name as a record has it, for the reader of a page: as its heading says it in their language, where somebody wrote that.
 * Readers of Chinese get the name itself.
 */
export function nameFor(name: string, heading: LocalizedText | undefined, locale: Locale): string {
  if (locale === 'en') return heading?.['en'] || name;
  const same = locale === 'zh-TW' && heading && Object.values(heading).includes(name);
  return same ? localize(heading, locale) : inScriptOf(locale, name);
}

/** Whether `localize` has nothing of its own for readers of traditional characters, and converts. */
export const isConverted = (text: LocalizedText): boolean => simplified.has(localizedTag(text, 'zh-TW') ?? '');
