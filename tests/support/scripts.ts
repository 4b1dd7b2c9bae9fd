import { scriptOf } from '../../server/contract/text/traditional.js';

const alone = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const skipped = /^(script|style|template|title)$/;
const shown = /\b(?:aria-label|placeholder|title|alt)="([^"]*)"/g;

/** Every run of a page that somebody reads, with the language that is said of it. */
export function* runsOf(html: string): Generator<{ text: string; lang: string }> {
  const open: { tag: string; lang: string }[] = [];
  const lang = () => open.at(-1)?.lang ?? '';
  let within = '';
  for (const [, close, tag = '', attributes = '', text = ''] of html.matchAll(
    /<(\/?)([a-z][\w-]*)((?:[^>"]|"[^"]*")*)>|([^<]+)/gi,
  )) {
    const name = tag.toLowerCase();
    if (within) {
      if (close && name === within) within = '';
    } else if (name === '') {
      if (text.trim()) yield { text: text.trim(), lang: lang() };
    } else if (close) {
      while (open.length > 0 && open.pop()!.tag !== name);
    } else {
      const said = /\blang="([^"]*)"/.exec(attributes)?.[1] ?? lang();
      for (const [, attribute = ''] of attributes.matchAll(shown)) if (attribute) yield { text: attribute, lang: said };
      if (skipped.test(name)) within = name;
      else if (!alone.has(name) && !attributes.endsWith('/')) open.push({ tag: name, lang: said });
    }
  }
}

const simplified = (text: string): string | undefined => [...text].find((char) => scriptOf(char) === 'zh-Hans');

/** On a page in traditional characters: simplified ones in what does not say that it is simplified. */
export const strayIn = (html: string): string[] =>
  [...runsOf(html)].flatMap(({ text, lang }) => {
    const found = lang.startsWith('zh-Hans') ? undefined : simplified(text);
    return found ? [`${found} in “${text.slice(0, 60)}” (${lang})`] : [];
  });
