import { type App, type Component, createSSRApp } from 'vue';
import type { I18n } from 'vue-i18n';
import themes from 'virtual:linlang/themes';
import type { Locale } from '../../../server/contract/localized.js';
import type { PageContent, ReaderPage, SiteView } from '../../../server/contract/reader.js';
import { loadMessages, makeI18n, type MessageSet } from '../locales/index.js';
import { quickly } from '../locales/sentences.js';
import PageFrame from './PageFrame.vue';
import { type SlotParts, slotsKey } from '../../kit/reader/site.js';

type Kind = PageContent['kind'];

const wordSets: MessageSet[] = ['common', 'reader'];

const pages: Record<Kind, () => Promise<{ default: Component }>> = {
  home: () => import('./pages/HomePage.vue'),
  search: () => import('./pages/SearchPage.vue'),
  facet: () => import('./pages/FacetPage.vue'),
  advanced: () => import('./pages/AdvancedPage.vue'),
  libraries: () => import('./pages/LibrariesPage.vue'),
  collections: () => import('./pages/CollectionsPage.vue'),
  library: () => import('./pages/LibraryPage.vue'),
  collection: () => import('./pages/CollectionPage.vue'),
  item: () => import('./pages/ItemPage.vue'),
  family: () => import('./pages/FamilyPage.vue'),
  reading: () => import('./pages/ReadingPage.vue'),
  titles: () => import('./pages/TitlesPage.vue'),
  authority: () => import('./pages/AuthorityPage.vue'),
  text: () => import('./pages/TextPage.vue'),
  message: () => import('./pages/MessagePage.vue'),
};

/** As the manifest names it, so that the page's own script and sheet are asked for at once. */
export const moduleOf = (kind: Kind): string => `src/reader/pages/${kind[0]!.toUpperCase()}${kind.slice(1)}Page.vue`;

/** The words of a page stand in files of their own: asked for with it, they do not come after everything else. */
export const wordFilesOf = (locale: Locale): string[] => wordSets.map((set) => `src/locales/${locale}/${set}.json`);

async function slotsOf(theme: string): Promise<SlotParts> {
  const loaded = Object.entries(themes[theme] ?? {}).map(
    async ([name, load]) => [name, (await load()).default] as const,
  );
  return Object.fromEntries(await Promise.all(loaded));
}

/** A reader's page has its language in its address: it does not change while it is open. */
async function wordsIn(locale: Locale): Promise<I18n> {
  const messages = await loadMessages(locale, wordSets);
  const i18n = makeI18n(locale, messages);
  const own = i18n.global as { t: (...given: unknown[]) => string };
  own.t = quickly(messages, own.t);
  return i18n;
}

/** What the frame takes: which page it is, and the component that draws such pages. */
export interface Drawn extends Record<string, unknown> {
  component: Component;
  page: ReaderPage;
  /** Told of every part that could not be drawn and left a hole. */
  onHole?: (error: unknown) => void;
}

export async function drawnOf(page: ReaderPage): Promise<Drawn> {
  const { default: component } = await pages[page.content.kind]();
  // Only pages that are made of blocks know any.
  if ('home' in page.content) await (await import('./blocks.js')).loadBlocks(page.content);
  return { page, component };
}

/** The same app on the server and in the browser; everything lazy is there before it is drawn. */
export async function createPages({ locale, theme }: Pick<SiteView, 'locale' | 'theme'>, first: Drawn): Promise<App> {
  const [words, slots] = await Promise.all([wordsIn(locale), slotsOf(theme.name)]);
  const app = createSSRApp(PageFrame, first);
  app.use(words);
  app.provide(slotsKey, slots);
  return app;
}
