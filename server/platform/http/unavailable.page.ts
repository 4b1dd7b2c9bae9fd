import { createHash } from 'node:crypto';

/** The look of the pages, without anything that would have to be fetched: whoever reads this cannot be sent much else. */
const style = `
:root{--ground:#f7f2e6;--ink:#2b2724;--ink-2:#5b534b;--line:#ddd2bb;--accent:#9e2b25}
@media(prefers-color-scheme:dark){:root{--ground:#1f1d1b;--ink:#efe8da;--ink-2:#b9afa1;--line:#4c4741;--accent:#c8564e}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:2rem 1.25rem;background:var(--ground);color:var(--ink);font:1.0625rem/1.8 "Noto Serif SC","Songti SC",SimSun,serif;overflow-wrap:anywhere}
main{max-width:34rem;text-align:center}
.seal{display:inline-block;width:4rem;height:4rem;border-radius:.375rem;border:2px solid var(--accent);color:var(--accent);font-size:2.25rem;line-height:3.75rem}
h1{margin:1.75rem 0 .5rem;font-size:1.75rem;font-weight:600;line-height:1.4}
p{margin:.5rem 0;color:var(--ink-2)}
a{display:inline-block;margin-top:1rem;padding:.5rem 1.5rem;border:1px solid var(--line);border-radius:.25rem;color:var(--ink);text-decoration:none}
a:hover{border-color:var(--accent);color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
`;

/** The one sheet is allowed by what is in it. Nothing else is loaded, and nothing runs. */
export const unavailablePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

const words = {
  'zh-CN': { lang: 'zh-Hans', title: '稍候就好', text: '服务暂时不能应答，请过一会儿再试。', again: '再试一次' },
  'zh-TW': { lang: 'zh-Hant', title: '稍候就好', text: '服務暫時不能應答，請過一會兒再試。', again: '再試一次' },
  en: {
    lang: 'en',
    title: 'One moment',
    text: 'The service cannot answer just now. Please try again shortly.',
    again: 'Try again',
  },
} as const;

/** Said when nothing can be looked up: no database, so no name, no theme and no menu either. */
export function unavailablePage(address: string): string {
  const first = address.split(/[/?]/)[1];
  const said = words[first === 'en' || first === 'zh-TW' ? first : 'zh-CN'];
  // An empty reference is the page that was asked for.
  return `<!doctype html>
<html lang="${said.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${said.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<span class="seal" aria-hidden="true" lang="zh-Hant">歇</span>
<h1>${said.title}</h1>
<p>${said.text}</p>
<a href="">${said.again}</a>
</main>
</body>
</html>
`;
}
