import { inScriptOf, isConverted, localize, type LocalizedText } from '../../contract/localized.js';
import { nameTable } from '../../contract/name.table.js';
import { scriptOf } from '../../contract/text/traditional.js';

/** IIIF writes every text as a map from language to a list; `none` where a language says nothing about it. */
export type LanguageMap = Record<string, string[]>;

/** Chinese is told by its script everywhere in a manifest, whatever place it is from. */
const scripts = nameTable<string>({ zh: 'zh-Hans', 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' });
const scripted = (tag: string): string => scripts[tag] ?? tag;

export function mapOf(text: LocalizedText): LanguageMap {
  const entries = Object.entries(text).filter(([, part]) => part.trim() !== '');
  const said = Object.fromEntries(entries.map(([tag, part]) => [scripted(tag), [part]]));
  return entries.length > 0 && isConverted(text) ? { ...said, 'zh-Hant': [localize(text, 'zh-TW')] } : said;
}

/** Words of the platform in both scripts and in English. */
export const words = (chinese: string, english: string): LanguageMap => ({
  'zh-Hans': [chinese],
  'zh-Hant': [inScriptOf('zh-TW', chinese)],
  en: [english],
});

/** What a record says of its own: the script that its characters have, else what it says of itself. */
function tagOf(text: string, said: string | undefined): string {
  if (said !== undefined && !/^zh\b/i.test(said)) return said;
  const script = scriptOf(text);
  if (script === undefined) return 'none';
  if (script !== 'zh') return said?.startsWith(script) ? said : script;
  return said === undefined ? 'zh-Hans' : scripted(said);
}

export function plain(text: string, language?: string): LanguageMap {
  return { [tagOf(text, language)]: [text] };
}

/** The same values as said in two languages; what reads alike in both is said once. */
export function bothOf(chinese: string[], english: string[]): LanguageMap {
  const same = chinese.length === english.length && chinese.every((text, at) => text === english[at]);
  const tag = tagOf(chinese.join(''), undefined);
  return same ? { [tag]: chinese } : { [tag === 'none' ? 'zh-Hans' : tag]: chinese, en: english };
}
