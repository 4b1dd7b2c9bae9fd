import { createSSRApp, type App } from 'vue';
import themes from 'virtual:linlang/themes';
import type { PageContent, ReaderPage } from '../../../server/contract/reader.js';
import { loadMessages, makeI18n } from '../locales/index.js';
import PageFrame from './PageFrame.vue';
import { pageKey, type SlotParts, slotsKey } from './site.js';

type Kind = PageContent['kind'];

const pages: Record<Kind, () => Promise<{ default: object }>> = {
  home: () => import('./pages/HomePage.vue'),
  search: () => import('./pages/SearchPage.vue'),
  libraries: () => import('./pages/LibrariesPage.vue'),
  collections: () => import('./pages/CollectionsPage.vue'),
  library: () => import('./pages/LibraryPage.vue'),
  collection: () => import('./pages/CollectionPage.vue'),
  item: () => import('./pages/ItemPage.vue'),
  family: () => import('./pages/FamilyPage.vue'),
  reading: () => import('./pages/ReadingPage.vue'),
  authority: () => import('./pages/AuthorityPage.vue'),
  text: () => import('./pages/TextPage.vue'),
  message: () => import('./pages/MessagePage.vue'),
};

/** As the manifest names it, so that the page's own script and sheet are asked for at once. */
export const moduleOf = (kind: Kind): string => `src/reader/pages/${kind[0]!.toUpperCase()}${kind.slice(1)}Page.vue`;

async function slotsOf(theme: string): Promise<SlotParts> {
  const loaded = Object.entries(themes[theme] ?? {}).map(
    async ([name, load]) => [name, (await load()).default] as const,
  );
  return Object.fromEntries(await Promise.all(loaded));
}

/** The same app on the server and in the browser; everything lazy is there before it is drawn. */
export async function createPage(page: ReaderPage): Promise<App> {
  const [component, messages, slots] = await Promise.all([
    pages[page.content.kind](),
    loadMessages(page.site.locale, ['common', 'reader']),
    slotsOf(page.site.theme.name),
  ]);
  const app = createSSRApp(PageFrame, { page: component.default, content: page.content });
  app.use(makeI18n(page.site.locale, messages));
  app.provide(pageKey, page);
  app.provide(slotsKey, slots);
  return app;
}
