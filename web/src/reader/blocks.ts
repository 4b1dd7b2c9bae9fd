import plugins, { folders } from 'virtual:linlang/blocks';
import type { Component } from 'vue';
import type { BlockView, PageContent } from '../../../server/contract/reader.js';
import { still } from '../../kit/reader/islands.js';
import type { WebBlock, WebPlugin } from '../../kit/plugin.js';

interface Known extends WebBlock {
  /** How the manifest names the view. */
  source: string;
}

const known = new Map<string, Known>(
  (plugins as WebPlugin[]).flatMap(({ blocks = {} }, at) =>
    Object.entries(blocks).map(
      ([kind, block]) =>
        [kind, { ...block, source: import.meta.env.SSR ? `${folders[at]}/web/*Block.vue` : '' }] as const,
    ),
  ),
);
const loaded = new Map<string, Component>();
const standing: Component = still<Component>();

const kindsIn = (blocks: readonly BlockView[]): string[] =>
  blocks.flatMap(({ kind, columns = [] }) => [kind, ...kindsIn(columns.flat())]);

/** Every kind of block on a page, once. */
function kindsOf(content: PageContent): string[] {
  return 'home' in content ? [...new Set(kindsIn(content.home.blocks))] : [];
}

async function load(kind: string): Promise<void> {
  const block = known.get(kind);
  if (!block || loaded.has(kind) || !(import.meta.env.SSR || block.answers)) return;
  loaded.set(kind, (await block.view()).default);
}

let line: Promise<void> = Promise.resolve();

/**
 * Before a page is drawn or hydrated, all views in it are there: in the browser only those that answer. One after the
 * other: each is fetched once, and they share most of what they import.
 */
export function loadBlocks(content: PageContent): Promise<void> {
  const loading = line.then(async () => {
    for (const kind of kindsOf(content)) await load(kind);
  });
  line = loading.catch(() => undefined);
  return loading;
}

/** What draws such a block; undefined where no plugin does. */
export function blockView(kind: string): Component | undefined {
  if (!known.has(kind)) return undefined;
  return loaded.get(kind) ?? standing;
}

/** What the manifest calls the views of a page: those with scripts, and those of which only the sheets are needed. */
export function blockSources(content: PageContent): { modules: string[]; sheets: string[] } {
  const blocks = kindsOf(content).flatMap((kind) => known.get(kind) ?? []);
  return {
    modules: blocks.filter(({ answers }) => answers).map(({ source }) => source),
    sheets: blocks.filter(({ answers }) => !answers).map(({ source }) => source),
  };
}
