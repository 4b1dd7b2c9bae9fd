import '../../kit/base.css';
import './styles/console.css';
import './styles/surfaces.css';
import './styles/settings.css';
import { createApp } from 'vue';
import { keepFocus } from '../../kit/focus.js';
import { makeI18n } from '../locales/index.js';
import { useLocale } from './shell/locale.js';
import { account, loadSession } from '../session/session.js';
import { makeRouter } from './shell/router.js';
import ConsoleApp from './shell/ConsoleApp.vue';

async function start(): Promise<void> {
  document.body.classList.add('console');
  keepFocus();
  // A server that does not answer yet must not leave an empty page: the sign-in page says what is wrong.
  await loadSession().catch(() => undefined);
  const { startingLocale, messagesFor, attach } = useLocale();
  const locale = startingLocale(account.value?.locale);
  const i18n = makeI18n(locale, await messagesFor(locale));
  attach(i18n);
  const root = document.getElementById('app') ?? document.body.appendChild(document.createElement('div'));
  createApp(ConsoleApp).use(i18n).use(makeRouter()).mount(root);
}

void start();
