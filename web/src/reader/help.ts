import MarkdownIt from 'markdown-it';

const files = import.meta.glob<string>('../../docs/*/*.md', { query: '?raw', import: 'default', eager: true });

export interface HelpPage {
  locale: string;
  slug: string;
  title: string;
  html: string;
}

/** No markup passes but what Markdown itself makes. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
let made: HelpPage[] | undefined;

function read(path: string, source: string): HelpPage {
  const [, locale = '', slug = ''] = /docs\/([^/]+)\/(?:\d+-)?([^/]+)\.md$/.exec(path) ?? [];
  const title = /^# (.+)$/m.exec(source)?.[1] ?? slug;
  return { locale, slug, title, html: markdown.render(source.replace(/^# .+$/m, '')) };
}

/** In the order of their files' names; rendered once. */
export function helpPages(): HelpPage[] {
  made ??= Object.entries(files)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, source]) => read(path, source));
  return made;
}
