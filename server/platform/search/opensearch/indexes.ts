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

  /** True where nothing was there: then everything has to be indexed. */
  async ensure(): Promise<boolean> {
    let made = false;
    for (const kind of kinds) {
      const { body: there } = await this.client.indices.existsAlias({ name: this.serving(kind) });
      if (there) continue;
      // One name for all processes that start together; only one of them makes it.
      made = (await this.create(`${this.prefix}-${kind}-first`, kind, this.serving(kind))) || made;
    }
    return made;
  }

  async isFilling(): Promise<boolean> {
    return (await this.client.indices.existsAlias({ name: this.next('items') })).body;
  }

  /** Where to write now. */
  async targets(): Promise<(kind: Kind) => string[]> {
    const filling = await this.isFilling();
    return (kind) => (filling ? [this.serving(kind), this.next(kind)] : [this.serving(kind)]);
  }

  async startNext(): Promise<void> {
    await this.dropNext();
    const stamp = `${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
    // Items last: its alias is what writers look for, and by then pages can be written too.
    for (const kind of [...kinds].reverse())
      await this.create(`${this.prefix}-${kind}-${stamp}`, kind, this.next(kind));
  }

  /** Both aliases move in one step; what served until now is deleted after it. */
  async swap(): Promise<void> {
    const actions: Record<string, unknown>[] = [];
    const old: string[] = [];
    for (const kind of kinds) {
      const fresh = await this.behind(this.next(kind));
      const stale = await this.behind(this.serving(kind));
      for (const index of stale) actions.push({ remove: { index, alias: this.serving(kind) } });
      for (const index of fresh) {
        actions.push({ add: { index, alias: this.serving(kind) } }, { remove: { index, alias: this.next(kind) } });
      }
      old.push(...stale);
    }
    await this.client.indices.updateAliases({ body: { actions } as never });
    if (old.length > 0) await this.client.indices.delete({ index: old, ignore_unavailable: true });
  }

  async dropNext(): Promise<void> {
    for (const kind of kinds) {
      const left = await this.behind(this.next(kind));
      if (left.length > 0) await this.client.indices.delete({ index: left, ignore_unavailable: true });
    }
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

  private async create(index: string, kind: Kind, alias: string): Promise<boolean> {
    try {
      await this.client.indices.create({
        index,
        body: { settings: settings(this.shards), mappings: mappings[kind], aliases: { [alias]: {} } } as never,
      });
      return true;
    } catch (error) {
      if (statusOf(error) === 400 && String(error).includes('resource_already_exists')) return false;
      throw error;
    }
  }
}
