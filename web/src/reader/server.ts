import { renderToString } from 'vue/server-renderer';
import type { ReaderPage, RenderedPage } from '../../../server/contract/reader.js';
import { createPage, moduleOf } from './app.js';
import { headOf } from './head.js';
import { langTags } from './site.js';

/** What the server calls: one page, drawn as it will look, with everything that stands in its head. */
export async function render(page: ReaderPage): Promise<RenderedPage> {
  const app = await createPage(page);
  const html = await renderToString(app);
  return {
    lang: langTags[page.site.locale],
    head: headOf(page, app.config.globalProperties.$t as (key: string, params?: object) => string),
    html,
    modules: [moduleOf(page.content.kind)],
  };
}

export { helpPages } from './help.js';
export * as citations from './item/citation.js';
