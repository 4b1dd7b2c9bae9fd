import { randomBytes } from 'node:crypto';
import type { Client } from '@opensearch-project/opensearch';
import { itemMapping, pageMapping, settings } from './mapping.js';

export type Kind = 'items' | 'pages';
export const kinds: readonly Kind[] = ['items', 'pages'];

const mappings = { items: itemMapping, pages: pageMapping };

const statusOf = (error: unknown): number | undefined => (error as { statusCode?: number }).statusCode;

/**
 * Names: readers and writers know only the alias `<prefix>-items`; while a new index is being filled, `<prefix>-items-next`
 * names it, and writers write to both.
 */
export class Indexes {
  constructor(
    private readonly client: Client,
    private readonly prefix: string,
    private readonly shards: number,
  ) {}

  serving(kind: Kind): string {
    return `${this.prefix}-${kind}`;
  }

  next(kind: Kind): string {
    return `${this.prefix}-${kind}-next`;
  }

  /** `missing` is told before anything is made; an answer that is lost on the way says nothing about what was. */
  async ensure(missing: () => Promise<void>): Promise<void> {
    const lacking: Kind[] = [];
    for (const kind of kinds) {
      const { body: there } = await this.client.indices.existsAlias({ name: this.serving(kind) });
      if (!there) lacking.push(kind);
    }
    if (lacking.length === 0) return;
    await missing();
    // One name for all processes that start together; only one of them makes it.
    for (const kind of lacking) await this.create(`${this.prefix}-${kind}-first`, kind, this.serving(kind));
  }

  /** What is being filled, by the name of its items; null when nothing is. */
  async filling(): Promise<string | null> {
    const [items] = await this.behind(this.next('items'));
    return items ?? null;
  }

  /** Where to write now. */
  async targets(): Promise<(kind: Kind) => string[]> {
    const { body: filling } = await this.client.indices.existsAlias({ name: this.next('items') });
    return (kind) => (filling ? [this.serving(kind), this.next(kind)] : [this.serving(kind)]);
  }

  async startNext(): Promise<string> {
    await this.dropNext();
    const stamp = `${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
    const name = (kind: Kind): string => `${this.prefix}-${kind}-${stamp}`;
    // Items last: its alias is what writers look for, and by then pages can be written too.
    for (const kind of [...kinds].reverse()) await this.create(name(kind), kind, this.next(kind));
    return name('items');
  }

  /** Both aliases move in one step. What has gone from under the rebuild is not swapped in: the old one goes on serving. */
  async swap(filled: string): Promise<void> {
    const actions: Record<string, unknown>[] = [];
    for (const kind of kinds) {
      const fresh = await this.behind(this.next(kind));
      const stale = await this.behind(this.serving(kind));
      // A worker that was thought dead has done it already.
      if (kind === 'items' && stale.includes(filled)) return;
      if (fresh.length !== 1 || (kind === 'items' && fresh[0] !== filled))
        throw new Error(`${filled} is no longer the index that is being filled`);
      for (const index of stale) actions.push({ remove: { index, alias: this.serving(kind), must_exist: true } });
      for (const index of fresh) {
        actions.push(
          { add: { index, alias: this.serving(kind) } },
          { remove: { index, alias: this.next(kind), must_exist: true } },
        );
      }
    }
    await this.client.indices.refresh({ index: kinds.map((kind) => this.next(kind)) });
    await this.client.indices.updateAliases({ body: { actions } as never });
  }

  async dropNext(): Promise<void> {
    // Items first: writers look for its alias, and must not be left with a target that has no pages.
    for (const kind of kinds) await this.drop(await this.behind(this.next(kind)));
  }

  /** Indexes of ours that no alias names: what served before a swap, what a crash left half made. */
  async dropStrays(): Promise<void> {
    const { body } = await this.client.indices.getAlias({ index: kinds.map((kind) => `${this.prefix}-${kind}-*`) });
    const own = kinds.map((kind) => `${this.prefix}-${kind}-`);
    // Another platform on the same servers may have a prefix that begins with ours.
    const isOwn = (index: string) =>
      own.some((start) => index.startsWith(start) && /^[0-9a-z]+$/.test(index.slice(start.length)));
    const strays = Object.entries(body as Record<string, { aliases: object }>)
      .filter(([index, { aliases }]) => isOwn(index) && Object.keys(aliases).length === 0)
      .map(([index]) => index);
    await this.drop(strays);
  }

  private async drop(indexes: string[]): Promise<void> {
    if (indexes.length > 0) await this.client.indices.delete({ index: indexes, ignore_unavailable: true });
  }

  private async behind(alias: string): Promise<string[]> {
    try {
      const { body } = await this.client.indices.getAlias({ name: alias });
      return Object.keys(body);
    } catch (error) {
      if (statusOf(error) === 404) return [];
      throw error;
    }
  }

  private async create(index: string, kind: Kind, alias: string): Promise<void> {
    try {
      await this.client.indices.create({
        index,
        body: { settings: settings(this.shards), mappings: mappings[kind], aliases: { [alias]: {} } } as never,
      });
    } catch (error) {
      if (statusOf(error) === 400 && String(error).includes('resource_already_exists')) return;
      throw error;
    }
  }
}
