import type { ReaderPage, RenderedPage } from '../../contract/reader.js';
import type { ThemeDefinition } from '../../contract/theme.js';
import { escapeHtml } from './escape.js';
import { together } from './sheets.js';
import type { WebBuild } from './web.build.js';

const entry = 'src/reader/client.ts';
const early = 'src/reader/early.ts';
const fonts = 'src/themes/fonts.css';
const consoleEntry = 'src/console/main.ts';

const coded = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** JSON inside a script element: nothing in it may look like the end of that element. */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replace(/[<\u2028\u2029]/g, coded);

export interface Dress {
  theme: ThemeDefinition;
  tokens: Record<string, string>;
}

/** A dress with the address of its sheet. */
export interface Worn extends Dress {
  palette: string;
}

/** `slices`: type comes in slices by ranges of characters, and not as the few characters of this page (`data-type`). */
function head(
  build: WebBuild,
  { theme, tokens, palette }: Worn,
  sources: string[],
  {
    themed,
    slices,
    pictures = [],
    still = [],
  }: { themed: boolean; slices: boolean; pictures?: string[]; still?: string[] },
): string {
  const { styles: own, scripts } = build.needs(sources);
  const styles = [...new Set([...own, ...build.needs(still).styles])];
  const sheet = themed ? build.themeSheet(theme.name) : undefined;
  const sheets = sheet ? [...styles, sheet] : styles;
  const sent = together(sheets);
  // A page that is drawn already wants its pictures and its type first: its scripts only make it answer.
  const urgency = themed ? ' fetchpriority="low"' : '';
  const fontSheet = slices ? build.fileOf(fonts) : undefined;
  return [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="theme-color" content="${tokens['ground'] ?? theme.tokens.ground}">`,
    ...pictures.map((href) => `<link rel="preload" as="image" href="${href}" fetchpriority="high">`),
    `<link rel="stylesheet" href="${palette}">`,
    ...sent.map((href) => `<link rel="stylesheet" href="${href}">`),
    // Known to be there by their own names too: scripts that come with a sheet would ask for it again.
    ...sheets.filter((href) => !sent.includes(href)).map((href) => `<link disabled rel="stylesheet" href="${href}">`),
    // After the sheets: a small script that sets what this device chose, and asks for the type when the page is there.
    ...(fontSheet ? [`<link rel="prefetch" as="style" data-fonts href="${fontSheet}">`] : []),
    // A source is a module and comes late; what was built is plain, and runs before the first paint.
    build.dev
      ? `<script type="module" src="/@vite/client"></script><script type="module" src="${build.fileOf(early)}"></script>`
      : `<script src="${build.fileOf(early)}"></script>`,
    ...scripts.slice(1).map((href) => `<link rel="modulepreload" href="${href}"${urgency}>`),
    ...(scripts[0] ? [`<script type="module" src="${scripts[0]}"${urgency}></script>`] : []),
    '<link rel="icon" href="/favicon.ico" type="image/svg+xml">',
    '<link rel="apple-touch-icon" href="/apple-touch-icon.png">',
  ].join('\n');
}

/** One whole answer: head, the page as it looks, and the data that it was drawn from, for hydrating. */
export function readerDocument(
  build: WebBuild,
  page: ReaderPage,
  rendered: RenderedPage,
  dress: Worn,
  type: string | undefined,
): string {
  const { variants } = dress.theme;
  const { content } = page;
  // The theme's own picture is the largest thing on a home that has none.
  const themesOwn = content.kind === 'home' && !content.home.hero;
  const data = Object.entries(variants).map(([name, value]) => `data-${name}="${value}"`);
  if (type !== undefined) data.push(`data-type="${type}"`);
  return `<!doctype html>
<html lang="${rendered.lang}" data-theme="${dress.theme.name}" data-page="${page.content.kind}" ${data.join(' ')}>
<head>
${head(build, dress, [entry, ...rendered.modules], {
  themed: true,
  slices: type === undefined,
  still: rendered.sheets,
  pictures: themesOwn ? build.themePictures(dress.theme.name) : [],
})}
${rendered.head}
</head>
<body>
<div id="app">${rendered.html}</div>
<script type="application/json" id="page-data">${scriptJson(page)}</script>
</body>
</html>
`;
}

/** The console draws itself in the browser; this only holds its place. */
export function consoleDocument(build: WebBuild, dress: Worn, name: string): string {
  return `<!doctype html>
<html lang="zh-Hans" data-theme="${dress.theme.name}" data-app="console">
<head>
${head(build, dress, [consoleEntry], { themed: false, slices: true })}
<title>${escapeHtml(name)}</title>
<meta name="robots" content="noindex">
</head>
<body>
<div id="app"></div>
<noscript><p>${escapeHtml('编目后台需要脚本。 The console needs JavaScript.')}</p></noscript>
</body>
</html>
`;
}

/** When even the page about an error cannot be drawn. */
export function bareDocument(status: number): string {
  return `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>${status}</title></head>
<body><h1>${status}</h1><p>服务暂时不能应答，请稍候再试。</p><p lang="en">The service cannot answer just now. Please try again shortly.</p></body></html>
`;
}
