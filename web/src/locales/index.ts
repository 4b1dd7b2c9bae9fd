import { createI18n, type I18n } from 'vue-i18n';
import type { Locale } from '../../../server/contract/localized.js';
import { writingAmounts } from './sentences.js';

export type Messages = { [key: string]: string | Messages };

/** `common` and `problems` are everybody's; `reader` and `console` belong to one half each. */
export type MessageSet = 'common' | 'problems' | 'reader' | 'console' | 'forms';

const files = import.meta.glob<Messages>('./{zh-CN,en}/*.json', { import: 'default' });
const made = {
  'zh-TW/common': () => import('./zh-TW/common.json'),
  'zh-TW/problems': () => import('./zh-TW/problems.json'),
  'zh-TW/reader': () => import('./zh-TW/reader.json'),
  'zh-TW/console': () => import('./zh-TW/console.json'),
  'zh-TW/forms': () => import('./zh-TW/forms.json'),
} as Record<string, () => Promise<{ default: Messages }>>;

async function load(locale: Locale, set: MessageSet): Promise<Messages> {
  if (locale === 'zh-TW') return (await made[`zh-TW/${set}`]!()).default;
  const file = files[`./${locale}/${set}.json`];
  return file ? await file() : {};
}

/** One language is loaded, not all: each set is a file that the browser keeps. */
export async function loadMessages(locale: Locale, sets: MessageSet[]): Promise<Messages> {
  const parts = await Promise.all(sets.map((set) => load(locale, set)));
  return Object.assign({}, ...parts) as Messages;
}

export function makeI18n(locale: Locale, messages: Messages): I18n {
  const i18n = createI18n({
    legacy: false,
    locale,
    messages: { [locale]: messages },
    missingWarn: false,
    fallbackWarn: false,
    // A key that is missing is seen at once, and a test compares the languages anyway.
    missing: (_locale, key) => key,
  }) as unknown as I18n;
  const own = i18n.global as { t: (...given: unknown[]) => string };
  own.t = writingAmounts(own.t);
  return i18n;
}

export const localeNames: Record<Locale, string> = { 'zh-CN': '简', 'zh-TW': '繁', en: 'EN' };
