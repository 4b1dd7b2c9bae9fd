import type { LocalizedText } from '../../contract/localized.js';

/** IIIF writes every text as a map from language to a list; `none` where a language says nothing about it. */
export type LanguageMap = Record<string, string[]>;

export function mapOf(text: LocalizedText): LanguageMap {
  const entries = Object.entries(text).filter(([, part]) => part.trim() !== '');
  return Object.fromEntries(entries.map(([tag, part]) => [tag, [part]]));
}

export function plain(text: string, language = 'none'): LanguageMap {
  return { [language]: [text] };
}

/** The same values as said in two languages; what reads alike in both is said once. */
export function bothOf(chinese: string[], english: string[]): LanguageMap {
  const same = chinese.length === english.length && chinese.every((text, at) => text === english[at]);
  if (same) return { none: chinese };
  return { 'zh-CN': chinese, en: english };
}
