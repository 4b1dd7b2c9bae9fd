import { scriptOf } from '../../server/contract/text/traditional.js';

const alone = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const skipped = /^(script|style|template|title|pre)$/;
const shown = /\b(?:aria-label|placeholder|title|alt)="([^"]*)"/g;

interface SpokenRun {
  text: string;
  lang: string;
  /** The element that it stands in, as a page has it. */
  within: string;
}

/** Every run of a page that somebody reads, with the language that is said of it. */
function* runsOf(html: string): Generator<SpokenRun> {
  const open: { tag: string; lang: string; within: string }[] = [];
  let within = '';
  for (const [, close, tag = '', attributes = '', text = ''] of html
    .replace(/<!--.*?-->/gs, '')
    .matchAll(/<(\/?)([a-z][\w-]*)((?:[^>"]|"[^"]*")*)>|([^<]+)/gi)) {
    const name = tag.toLowerCase();
    if (within) {
      if (close && name === within) within = '';
    } else if (name === '') {
      const { lang = '', within: element = '' } = open.at(-1) ?? {};
      if (text.trim()) yield { text: text.trim(), lang, within: element };
    } else if (close) {
      while (open.length > 0 && open.pop()!.tag !== name);
    } else {
      const lang = /\blang="([^"]*)"/.exec(attributes)?.[1] ?? open.at(-1)?.lang ?? '';
      const element = `<${name}${attributes.slice(0, 40)}`;
      for (const [, attribute = ''] of attributes.matchAll(shown)) yield { text: attribute, lang, within: element };
      if (skipped.test(name)) within = name;
      else if (!alone.has(name) && !attributes.endsWith('/')) open.push({ tag: name, lang, within: element });
    }
  }
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;
/** A code, a name or a unit in Latin letters is at home in a Chinese line; so many words are a sentence. */
const sentence = /(?:\p{Script=Latin}+[,;:]? ){4}/u;

/** What a run is, as far as its characters tell, where that is not what is said of it. */
function otherwise(text: string, said: string): string | undefined {
  const script = scriptOf(text);
  if (said.startsWith('zh')) {
    if (script === undefined) return sentence.test(text) ? 'en' : undefined;
    return script === 'zh' || said === 'zh' || said.startsWith(script) ? undefined : script;
  }
  // A name within an English line is no run of its own.
  const chinese = count(text, /\p{Script=Han}/gu) > count(text, /\p{Script=Latin}/gu);
  return said.startsWith('en') && chinese ? script : undefined;
}

/** Runs of a page of which something is said that they are not. */
export const strayIn = (html: string): string[] =>
  [...runsOf(html)].flatMap(({ text, lang, within }) => {
    const found = within.startsWith('<code') ? undefined : otherwise(text.replace(/https?:\/\/\S+/g, ''), lang);
    return found ? [`${found} said to be ${lang || 'nothing'}: “${text.slice(0, 60)}” in ${within}`] : [];
  });
