import '../../kit/base.css';
import './reader.css';
import './print.css';
import './pieces.css';
import type { ReaderPage } from '../../../server/contract/reader.js';
import { createPages, drawnOf } from './app.js';
import { keepOffline } from './offline.js';

/** The page is here already; this only makes it answer. */
async function start(): Promise<void> {
  const data = document.getElementById('page-data')?.textContent;
  if (!data) return;
  const page = JSON.parse(data) as ReaderPage;
  const app = await createPages(page.site, await drawnOf(page));
  app.mount('#app');
  document.documentElement.dataset['hydrated'] = '';
  keepOffline();
}

void start();
