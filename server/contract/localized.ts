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

/** The text in the wanted language, or in the nearest one that has it. */
export function localize(text: LocalizedText | null | undefined, locale: Locale): string {
  if (!text) return '';
  for (const tag of chain[locale]) if (text[tag]) return text[tag];
  return Object.values(text).find((part) => part) ?? '';
}

/** The tag of the text that `localize` chooses, for the `lang` attribute. */
export function localizedTag(text: LocalizedText | null | undefined, locale: Locale): string | undefined {
  if (!text) return undefined;
  return chain[locale].find((tag) => text[tag]) ?? Object.keys(text).find((tag) => text[tag]);
}
