import { randomBytes } from 'node:crypto';
import type { Client } from '@opensearch-project/opensearch';
import { laterProperties, mapping, servingRefresh, settings, type Spread } from './mapping.js';

const statusOf = (error: unknown): number | undefined => (error as { statusCode?: number }).statusCode;

/** What indexes were called when items and pages had one each. */
const former = ['items', 'pages'];

/**
 * Names: readers and writers know only the alias `<prefix>-records`; while a new index is being filled, `<prefix>-records-next`
 * names it, and writers write to both.
 */
export class Indexes {
  readonly serving: string;
  readonly next: string;

  constructor(
    private readonly client: Client,
    private readonly prefix: string,
    private readonly spread: Spread,
  ) {
    this.serving = `${prefix}-records`;
    this.next = `${this.serving}-next`;
  }

  /** `missing` is told before anything is made; an answer that is lost on the way says nothing about what was. */
  async ensure(missing: () => Promise<void>): Promise<void> {
    if (await this.isThere()) return this.widen();
    await missing();
    // One name for all processes that start together; only one of them makes it.
    await this.create(`${this.serving}-first`, this.serving, servingRefresh);
  }

  /** Indexes of an earlier version take today's documents, until the new one that they all go into serves. */
  async widen(): Promise<void> {
    for (const index of await this.targets()) {
      await this.client.indices.putMapping({ index, body: { properties: laterProperties } } as never);
    }
  }

  async isThere(): Promise<boolean> {
    return (await this.client.indices.existsAlias({ name: this.serving })).body;
  }

  /** What is being filled; null when nothing is. */
  async filling(): Promise<string | null> {
    const [index] = await this.behind(this.next);
    return index ?? null;
  }

  /** Where to write now. */
  async targets(): Promise<string[]> {
    const { body: filling } = await this.client.indices.existsAlias({ name: this.next });
    return filling ? [this.serving, this.next] : [this.serving];
  }

  async startNext(): Promise<string> {
    await this.dropNext();
    const name = `${this.serving}-${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
    // Nobody looks into it before it is full.
    await this.create(name, this.next, '-1');
    return name;
  }

  /** The alias moves in one step. What has gone from under the rebuild is not swapped in: the old one goes on serving. */
  async swap(filled: string): Promise<void> {
    const [fresh, stale] = [await this.behind(this.next), await this.behind(this.serving)];
    // A worker that was thought dead has done it already.
    if (stale.includes(filled)) return;
    if (fresh.length !== 1 || fresh[0] !== filled)
      throw new Error(`${filled} is no longer the index that is being filled`);
    await this.client.indices.putSettings({
      index: filled,
      body: { index: { refresh_interval: servingRefresh } } as never,
    });
    await this.client.indices.refresh({ index: filled });
    const actions = [
      ...stale.map((index) => ({ remove: { index, alias: this.serving, must_exist: true } })),
      { add: { index: filled, alias: this.serving } },
      { remove: { index: filled, alias: this.next, must_exist: true } },
    ];
    await this.client.indices.updateAliases({ body: { actions } as never });
  }

  async dropNext(): Promise<void> {
    await this.drop(await this.behind(this.next));
  }

  /** Indexes of ours that no alias names: what served before a swap, what a crash left half made. */
  async dropStrays(): Promise<void> {
    const known = await this.named(['records', ...former]);
    const strays = Object.entries(known)
      .filter(([index, { aliases }]) => this.isOf('records', index) && Object.keys(aliases).length === 0)
      .map(([index]) => index);
    const outdated = Object.keys(known).filter((index) => former.some((kind) => this.isOf(kind, index)));
    await this.drop([...strays, ...outdated]);
  }

  private async named(kinds: string[]): Promise<Record<string, { aliases: object }>> {
    const { body } = await this.client.indices.getAlias({ index: kinds.map((kind) => `${this.prefix}-${kind}-*`) });
    return body as Record<string, { aliases: object }>;
  }

  /** Another platform on the same servers may have a prefix that begins with ours. */
  private isOf(kind: string, index: string): boolean {
    const start = `${this.prefix}-${kind}-`;
    return index.startsWith(start) && /^[0-9a-z]+$/.test(index.slice(start.length));
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

  private async create(index: string, alias: string, refresh: string): Promise<void> {
    try {
      await this.client.indices.create({
        index,
        body: { settings: settings(this.spread, refresh), mappings: mapping, aliases: { [alias]: {} } } as never,
      });
    } catch (error) {
      if (statusOf(error) === 400 && String(error).includes('resource_already_exists')) return;
      throw error;
    }
  }
}
