import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { inTaiwan } from '../../server/contract/text/taiwan.js';

type Messages = { [key: string]: string | Messages };

const locales = fileURLToPath(new URL('../src/locales', import.meta.url));

export function traditional(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      typeof value === 'string' ? inTaiwan(value) : traditional(value),
    ]),
  );
}

/** `locales/zh-TW/<name>.json` is made from `zh-CN` when it is asked for, by the tables that the server converts names by. */
export function traditionalLocale(): Plugin {
  const pattern = /(?:^|\/)zh-TW\/([a-z-]+)\.json$/;
  return {
    name: 'linlang:traditional',
    enforce: 'pre',
    resolveId(id, importer) {
      const name = pattern.exec(id)?.[1];
      if (!name || !importer) return undefined;
      return `\0linlang:zh-TW/${name}`;
    },
    load(id) {
      const name = /^\0linlang:zh-TW\/(.+)$/.exec(id)?.[1];
      if (!name) return undefined;
      const source = path.join(locales, 'zh-CN', `${name}.json`);
      if (!existsSync(source)) throw new Error(`no such messages: ${source}`);
      this.addWatchFile(source);
      return `export default ${JSON.stringify(traditional(JSON.parse(readFileSync(source, 'utf8')) as Messages))};`;
    },
  };
}
