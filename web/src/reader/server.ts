import type { App } from 'vue';
import { renderToString } from 'vue/server-renderer';
import type { ReaderPage, RenderedPage } from '../../../server/contract/reader.js';
import { createPages, type Drawn, drawnOf, moduleOf, wordFilesOf } from './app.js';
import { blockSources } from './blocks.js';
import { headOf } from './head.js';
import { langTags } from '../../kit/reader/site.js';

/** An app with what it draws next. */
interface Press {
  app: App;
  drawn: Drawn;
}

const presses = new Map<string, Promise<Press>>();

/**
 * One for each language and theme draws all their pages: words, slots and what Vue finds out about components are made
 * ready once, and not for every page.
 */
async function pressFor(first: Drawn): Promise<Press> {
  const { site } = first.page;
  const make = async () => {
    const drawn = { ...first };
    const app = await createPages(site, drawn);
    // The frame of that very page, of the many that may be drawn at once.
    app.config.errorHandler = (error, part) => (part?.$root?.$props as Partial<Drawn> | undefined)?.onHole?.(error);
    return { drawn, app };
  };
  // While one works on it, nothing outlives a page.
  if (import.meta.env.DEV) return make();
  const name = `${site.locale} ${site.theme.name}`;
  const made = presses.get(name) ?? make();
  presses.set(name, made);
  made.catch(() => presses.delete(name));
  return made;
}

/** What the server calls: one page, drawn as it will look, with everything that stands in its head. */
export async function render(page: ReaderPage): Promise<RenderedPage> {
  const holes: unknown[] = [];
  const own: Drawn = { ...(await drawnOf(page)), onHole: (error) => void holes.push(error) };
  const { app, drawn } = await pressFor(own);
  // The frame has taken what it is to draw before the call comes back: others may put theirs here while this is waited for.
  Object.assign(drawn, own);
  const html = await renderToString(app);
  const blocks = blockSources(page.content);
  return {
    lang: langTags[page.site.locale],
    head: headOf(page, app.config.globalProperties.$t as (key: string, params?: object) => string),
    html,
    modules: [moduleOf(page.content.kind), ...blocks.modules, ...wordFilesOf(page.site.locale)],
    sheets: blocks.sheets,
    holes,
  };
}

export { helpPages } from './help.js';
export * as citations from './item/citation.js';
