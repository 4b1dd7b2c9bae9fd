import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PluginDefinition, PluginProvides } from '../../contract/plugin.js';
import { BrokenPlugin, checkDefinition, checkProvides } from './plugin.check.js';

export interface LoadedPlugin {
  name: string;
  version: string;
  folder: string;
  provides: PluginProvides;
}

const here = fileURLToPath(import.meta.url);
/** `.js` when running from dist, `.ts` in the tests: plugins are found in the same form as ourselves. */
const extension = extname(here);
const beside = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

async function isFolder(path: string): Promise<boolean> {
  return existsSync(path) && (await stat(path)).isDirectory();
}

/** The plugin folders inside a folder. One without a server half is none of ours: it only has a web.ts. */
export async function pluginFoldersIn(place: string): Promise<string[]> {
  if (!(await isFolder(place))) return [];
  const found: string[] = [];
  for (const name of (await readdir(place)).sort()) {
    const folder = join(place, name);
    if ((await isFolder(folder)) && existsSync(join(folder, `plugin${extension}`))) found.push(folder);
  }
  return found;
}

/** Built-in plugins, then those of the operator: built into `dist/plugins-extra`, or their sources in the tests. */
export async function allPluginFolders(pluginsDir: string): Promise<string[]> {
  const extra =
    extension === '.js'
      ? [beside('plugins-extra')]
      : // A drive letter's colon does not part two folders.
        pluginsDir
          .split(/[:;](?![\\/])|[:;](?=\/)/)
          .filter(Boolean)
          .map((path) => resolve(path));
  const folders: string[] = [];
  for (const place of [beside('plugins'), ...extra]) folders.push(...(await pluginFoldersIn(place)));
  return folders;
}

async function importDefinition(folder: string): Promise<PluginDefinition> {
  const name = basename(folder);
  let module: { default?: unknown };
  try {
    module = (await import(pathToFileURL(join(folder, `plugin${extension}`)).href)) as { default?: unknown };
  } catch (error) {
    throw new BrokenPlugin(name, `plugin.ts cannot be loaded: ${(error as Error).message}`, { cause: error });
  }
  return checkDefinition(name, module.default);
}

/** Imports and checks each plugin, and refuses two that claim the same name or the same key. */
export async function loadPlugins(
  folders: readonly string[],
  options: Readonly<Record<string, unknown>> = {},
): Promise<LoadedPlugin[]> {
  const loaded: LoadedPlugin[] = [];
  const owners = new Map<string, string>();
  for (const folder of folders) {
    const definition = await importDefinition(folder);
    const { name, version } = definition;
    const twin = loaded.find((other) => other.name === name);
    if (twin) throw new BrokenPlugin(name, `it is there twice, in ${twin.folder} and ${folder}`);
    const provides = checkProvides(definition, options[name]);
    for (const [kind, entries] of Object.entries(provides) as [string, { key: string }[]][]) {
      for (const { key } of entries) {
        const owner = owners.get(`${kind} ${key}`);
        if (owner !== undefined) {
          throw new BrokenPlugin(name, `${kind} "${key}" is already provided by the plugin "${owner}"`);
        }
        owners.set(`${kind} ${key}`, name);
      }
    }
    loaded.push({ name, version, folder, provides });
  }
  for (const name of Object.keys(options)) {
    if (!loaded.some((plugin) => plugin.name === name)) {
      throw new BrokenPlugin(name, 'options are set for it, and there is no such plugin');
    }
  }
  return loaded;
}
