import { eventually } from '../../support/eventually.js';
import { contentOf } from './questions.js';

/** Until what the start still makes in the background is there: an index, counts. */
export const settled = (url: string, wanted: number) =>
  eventually(
    async () => {
      const [search, home] = await Promise.all([fetch(`${url}/api/v1/search?q=`), fetch(`${url}/`)]);
      if (!search.ok || !home.ok) return [search.status, home.status];
      const content = contentOf(await home.text());
      const { total } = (await search.json()) as { total: number };
      return [total, content.kind === 'home' ? content.home.figures.items : content.kind];
    },
    (both) => both.every((one) => one === wanted),
    { withinMs: 6 * 3_600_000, everyMs: 500 },
  );
