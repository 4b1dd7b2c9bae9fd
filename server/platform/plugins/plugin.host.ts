import type { BlockKind, FieldType, MediaHandler, PluginProvides } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import { bounded } from './bounded.type.js';
import { converting } from './converting.type.js';
import { allPluginFolders, type LoadedPlugin, loadPlugins } from './plugin.loader.js';

function byKey<T extends { key: string }>(entries: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entries.map((entry) => [entry.key, entry]));
}

/** Everything that plugins add, by key. Filled before anything else is made, and never changed afterwards. */
export class PluginHost {
  readonly plugins: readonly LoadedPlugin[];
  readonly fieldTypes: ReadonlyMap<string, FieldType>;
  readonly mediaHandlers: ReadonlyMap<string, MediaHandler>;
  readonly blocks: ReadonlyMap<string, BlockKind>;

  constructor(plugins: readonly LoadedPlugin[]) {
    const all = <K extends keyof PluginProvides>(kind: K) =>
      plugins.flatMap((plugin) => (plugin.provides[kind] ?? []) as NonNullable<PluginProvides[K]>[number][]);
    this.plugins = plugins;
    // Each type's own functions keep its shapes; from here on its schema is what stands between them and data.
    const types = new Map<string, FieldType>();
    for (const type of all('fieldTypes') as unknown as FieldType[])
      types.set(type.key, bounded(converting(type.compose?.((other) => types.get(other)) ?? type)));
    this.fieldTypes = types;
    this.mediaHandlers = byKey(all('mediaHandlers'));
    this.blocks = byKey(all('blocks'));
  }

  static async load(pluginsDir = '', options: Readonly<Record<string, unknown>> = {}): Promise<PluginHost> {
    return new PluginHost(await loadPlugins(await allPluginFolders(pluginsDir), options));
  }

  fieldType(key: string): FieldType {
    const type = this.fieldTypes.get(key);
    if (!type) throw new Problem('plugin.missing-type', { type: key });
    return type;
  }

  /** The handler of a media type; one that names it wins over one that takes a whole family (`audio/*`). */
  mediaHandlerFor(mediaType: string): MediaHandler | undefined {
    const type = mediaType.split(';')[0]!.trim().toLowerCase();
    const family = `${type.split('/')[0]}/*`;
    const handlers = [...this.mediaHandlers.values()];
    return (
      handlers.find((handler) => handler.accepts.includes(type)) ??
      handlers.find((handler) => handler.accepts.includes(family))
    );
  }
}
