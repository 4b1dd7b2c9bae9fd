import type { I18n } from 'vue-i18n';
import { Locale, locales } from '../../../../server/contract/localized.js';
import { loadMessages, type Messages } from '../../locales/index.js';

const remembered = 'linlang.console.locale';
let i18n: I18n | undefined;

const isLocale = (text: string | null | undefined): text is Locale => locales.some((one) => one === text);

function read(): string | null {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
}

export function useLocale() {
  const messagesFor = (locale: Locale): Promise<Messages> =>
    loadMessages(locale, ['common', 'problems', 'console', 'forms']);

  /** One's own account decides; before sign-in what was chosen here last, then what the browser speaks. */
  function startingLocale(ofAccount: string | undefined): Locale {
    if (isLocale(ofAccount)) return ofAccount;
    const last = read();
    if (isLocale(last)) return last;
    const spoken = navigator.language.toLowerCase();
    if (/^zh-(tw|hk|mo|hant)/.test(spoken)) return 'zh-TW';
    return spoken.startsWith('zh') ? 'zh-CN' : 'en';
  }

  function mark(locale: Locale): void {
    document.documentElement.lang = locale;
    try {
      localStorage.setItem(remembered, locale);
    } catch {
      // Without storage the choice holds until the page is left.
    }
  }

  function attach(made: I18n): void {
    i18n = made;
    mark((made.global.locale as unknown as { value: Locale }).value);
  }

  async function choose(locale: Locale): Promise<void> {
    if (!i18n) return;
    i18n.global.setLocaleMessage(locale, await messagesFor(locale));
    (i18n.global.locale as unknown as { value: Locale }).value = locale;
    mark(locale);
  }

  return { messagesFor, startingLocale, attach, choose };
}
