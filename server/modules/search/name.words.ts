import type { VariantKind } from '../../contract/api/authority.routes.js';
import type { Locale } from '../../contract/localized.js';

type Role = 'heading' | VariantKind | 'other';
type Words = Record<Locale, string>;

const words = (cn: string, tw: string, en: string): Words => ({ 'zh-CN': cn, 'zh-TW': tw, en });

const kinds: Readonly<Record<Role, Words>> = {
  heading: words('规范名称', '規範名稱', 'established name'),
  courtesy: words('字', '字', 'courtesy name'),
  art: words('号', '號', 'art name'),
  studio: words('室名', '室名', 'studio name'),
  pen: words('笔名', '筆名', 'pen name'),
  religious: words('法号', '法號', 'religious name'),
  posthumous: words('谥号', '諡號', 'posthumous name'),
  taboo: words('避讳写法', '避諱寫法', 'form written to avoid a taboo'),
  former: words('旧称', '舊稱', 'former name'),
  short: words('简称', '簡稱', 'short name'),
  foreign: words('外文名', '外文名', 'foreign name'),
  other: words('别名', '別名', 'other name'),
};
const term = words('规范用词', '規範用詞', 'established term');

export interface NameReason {
  typed: string;
  /** What the typed name and the added one are in the record. */
  asked: Role;
  other: Role;
  name: string;
  /** The added one is the very name: it is not said of itself. */
  same?: boolean;
  term: boolean;
  /** Of the added one, where it is known. */
  lang?: string | undefined;
}

/** Why another name was looked for: 「玄奘」的避讳写法, or the heading of which the typed one is a variant. */
export function nameReason(
  { typed, asked, other, name, same = false, term: isTerm, lang }: NameReason,
  locale: Locale,
): string {
  const isForeign = other === 'heading' && lang !== undefined && !lang.startsWith('zh') && locale !== 'en';
  if (isForeign) return `${name}的${kinds.foreign[locale]}`;
  const kind = kinds[other === 'heading' ? asked : other][locale];
  if (same && other === 'heading' && asked === 'heading') return kind;
  if (other !== 'heading' || asked === 'heading') return locale === 'en' ? `${kind} of ${name}` : `${name}的${kind}`;
  const heading = (isTerm ? term : kinds.heading)[locale];
  if (locale === 'en') return `${heading}; “${typed}” is its ${kind}`;
  return locale === 'zh-TW' ? `${heading}，「${typed}」為其${kind}` : `${heading}，“${typed}”为其${kind}`;
}

/** Why another character was looked for: 避讳：玄→元. */
export function tabooReason(avoided: string, written: string, locale: Locale): string {
  const word = words('避讳', '避諱', 'taboo')[locale];
  return locale === 'en' ? `${word}: ${avoided} → ${written}` : `${word}：${avoided}→${written}`;
}

/** Why a number was looked for as the other hand writes it. */
export const numeralReason = (locale: Locale): string => words('数字写法', '數字寫法', 'number')[locale];

/** Why characters were looked for where Wade–Giles was typed. */
export const wadeGilesReason = (locale: Locale): string => words('威妥玛拼音', '威妥瑪拼音', 'Wade–Giles')[locale];

/** Why characters were looked for where letters were typed. */
export const pinyinReason = (locale: Locale): string => words('拼音', '拼音', 'pinyin')[locale];
