import { readFileSync } from 'node:fs';
import { createSSRApp } from 'vue';
import { createI18n } from 'vue-i18n';
import { renderToString } from 'vue/server-renderer';

interface Messages {
  [key: string]: string | Messages;
}

/** What something says where the console speaks that language. */
export async function within<T>(locale: 'zh-CN' | 'en', say: () => T): Promise<T> {
  const read = (part: string): Messages =>
    JSON.parse(
      readFileSync(new URL(`../../web/src/locales/${locale}/${part}.json`, import.meta.url), 'utf8'),
    ) as Messages;
  const messages = Object.assign({}, ...['common', 'problems', 'forms', 'console'].map(read));
  let said: T | undefined;
  const app = createSSRApp({ setup: () => ((said = say()), () => null) });
  await renderToString(app.use(createI18n({ legacy: false, locale, messages: { [locale]: messages } })));
  return said!;
}
