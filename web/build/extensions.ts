import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

const folders = (place: string): string[] =>
  existsSync(place)
    ? readdirSync(place, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => path.join(place, entry.name))
        .sort()
    : [];

/** Plugins that come from outside the checkout are named by whoever builds. */
const outside = () => (process.env['LINLANG_EXTRA_PLUGINS'] ?? '').split(path.delimiter).filter(Boolean);

const browserHalves = (): string[] =>
  [...folders(path.join(root, 'plugins')), ...outside()]
    .map((folder) => path.join(folder, 'web.ts'))
    .filter((file) => existsSync(file));

const themeFolders = (): string[] =>
  folders(path.join(root, 'themes')).filter((folder) => existsSync(path.join(folder, 'theme.json')));

/** Each theme's sheet is a file of its own: a page loads the one that it wears. */
export function themeSheets(): Record<string, string> {
  return Object.fromEntries(
    themeFolders()
      .map((folder) => [`theme-${path.basename(folder)}`, path.join(folder, 'theme.css')] as const)
      .filter(([, file]) => existsSync(file)),
  );
}

/** Each block is a plugin of its own, called so: pages without blocks carry none of them. */
const isBlock = (file: string): boolean => path.basename(path.dirname(file)).startsWith('block-');

function pluginList(files: readonly string[]): string {
  const imports = files.map((file, at) => `import p${at} from ${JSON.stringify(file)};`);
  const places = files.map((file) => path.relative(path.join(root, 'web'), path.dirname(file)).replaceAll('\\', '/'));
  return [
    ...imports,
    `export default [${files.map((_, at) => `p${at}`).join(', ')}];`,
    // As the manifest of the build names what is in them.
    `export const folders = ${JSON.stringify(places)};`,
    '',
  ].join('\n');
}

/** Slots are loaded before a page is drawn or hydrated, and only those of the theme that it wears. */
function themeList(): string {
  const themes = themeFolders().map((folder) => {
    const slots = existsSync(path.join(folder, 'slots')) ? readdirSync(path.join(folder, 'slots')) : [];
    const parts = slots
      .filter((file) => file.endsWith('.vue'))
      .map(
        (file) =>
          `${JSON.stringify(path.basename(file, '.vue'))}: () => import(${JSON.stringify(path.join(folder, 'slots', file))})`,
      );
    return `${JSON.stringify(path.basename(folder))}: { ${parts.join(', ')} }`;
  });
  return `export default { ${themes.join(', ')} };\n`;
}

/** `virtual:linlang/plugins`, `…/blocks` and `…/themes`: the one place each where folders become modules. */
export function extensions(): Plugin {
  const modules: Record<string, () => string> = {
    'virtual:linlang/plugins': () => pluginList(browserHalves().filter((file) => !isBlock(file))),
    'virtual:linlang/blocks': () => pluginList(browserHalves().filter(isBlock)),
    'virtual:linlang/themes': themeList,
  };
  return {
    name: 'linlang:extensions',
    resolveId: (id) => (id in modules ? `\0${id}` : undefined),
    load: (id) => (id.startsWith('\0') ? modules[id.slice(1)]?.() : undefined),
  };
}
