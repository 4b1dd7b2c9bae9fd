import { localize, type Locale, type LocalizedText } from '../../contract/localized.js';
import type { Role } from '../../contract/permissions.js';

/** Roles as a mail names them; the console has its own words in its locales. */
export const roleNames: Record<Locale, Record<Role, string>> = {
  'zh-CN': {
    'platform-admin': '平台管理员',
    'library-admin': '馆管理员',
    reviewer: '审核员',
    cataloger: '编目员',
    reader: '读者',
  },
  'zh-TW': {
    'platform-admin': '平台管理員',
    'library-admin': '館管理員',
    reviewer: '審核員',
    cataloger: '編目員',
    reader: '讀者',
  },
  en: {
    'platform-admin': 'platform administrator',
    'library-admin': 'library administrator',
    reviewer: 'reviewer',
    cataloger: 'cataloger',
    reader: 'reader',
  },
};

const platformName: Record<Locale, string> = { 'zh-CN': '琳琅', 'zh-TW': '琳琅', en: 'Linlang' };

/** 「澄心图书馆·古籍」, a library, or the platform itself. */
export function scopeName(
  locale: Locale,
  library: { name: LocalizedText } | null,
  collection: { name: LocalizedText } | null,
): string {
  if (!library) return platformName[locale];
  const names = [localize(library.name, locale), ...(collection ? [localize(collection.name, locale)] : [])];
  return names.join(locale === 'en' ? ', ' : '·');
}
