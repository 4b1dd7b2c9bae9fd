import type { Locale } from '../../contract/localized.js';
import type { blanks } from '../../contract/values.js';

type Blank = (typeof blanks)[number];

const words: Record<Blank, Record<Locale, string>> = {
  undated: { 'zh-CN': '无年月', 'zh-TW': '無年月', en: 'undated' },
  anonymous: { 'zh-CN': '佚名', 'zh-TW': '佚名', en: 'anonymous' },
  illegible: { 'zh-CN': '残泐不可识', 'zh-TW': '殘泐不可識', en: 'illegible' },
  'not-applicable': { 'zh-CN': '不适用', 'zh-TW': '不適用', en: 'not applicable' },
  unknown: { 'zh-CN': '不详', 'zh-TW': '不詳', en: 'unknown' },
};

/** For plain lines in exports, titles and lists, where no component stands by to translate. */
export function blankText(blank: Blank, locale: Locale): string {
  return words[blank][locale];
}
