import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as OpenCC from 'opencc-js';
import type { Plugin } from 'vite';

type Messages = { [key: string]: string | Messages };

const locales = fileURLToPath(new URL('../src/locales', import.meta.url));
const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** Words that a table cannot know: how libraries in Taiwan say it. Applied after the conversion, longest first. */
export function traditional(messages: Messages, words: Record<string, string>): Messages {
  const convert = OpenCC.Converter({ from: 'cn', to: 'tw' });
  const pairs = Object.entries(words).sort(([a], [b]) => b.length - a.length);
  const one = (text: string) => pairs.reduce((all, [from, to]) => all.replaceAll(from, to), convert(text));
  const walk = (part: Messages): Messages =>
    Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, typeof value === 'string' ? one(value) : walk(value)]),
    );
  return walk(messages);
}

/** `locales/zh-TW/<name>.json` is made from `zh-CN` when it is asked for; the reviewed words stand in `words.json`. */
export function traditionalLocale(): Plugin {
  const pattern = /(?:^|\/)zh-TW\/([a-z-]+)\.json$/;
  return {
    name: 'linlang:traditional',
    enforce: 'pre',
    resolveId(id, importer) {
      const name = pattern.exec(id)?.[1];
      if (!name || name === 'words' || !importer) return undefined;
      return `\0linlang:zh-TW/${name}`;
    },
    load(id) {
      const name = /^\0linlang:zh-TW\/(.+)$/.exec(id)?.[1];
      if (!name) return undefined;
      const source = path.join(locales, 'zh-CN', `${name}.json`);
      if (!existsSync(source)) throw new Error(`no such messages: ${source}`);
      this.addWatchFile(source);
      const words = read<Record<string, string>>(path.join(locales, 'zh-TW', 'words.json'));
      return `export default ${JSON.stringify(traditional(read<Messages>(source), words))};`;
    },
  };
}
