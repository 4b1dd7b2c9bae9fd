import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { groupBy } from '../../contract/group-by.js';
import type { CollectionConfig, FieldDefinition, MaterialKind } from '../../contract/collection.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type { ItemCard, ItemView, LinkedItems, PageTextView, Restriction } from '../../contract/reader.js';
import { rolesOfKind } from '../../contract/relations.js';
import type { Json, Values } from '../../contract/values.js';
import { audiencesOf } from '../../contract/visibility.js';
import { AccessService } from '../access/access.service.js';
import { opensOfItem, opensToAll } from '../access/reader.rule.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { FieldViews } from './field.views.js';
import { LinkRepository } from './link.repository.js';
import { unpackLines } from './page.service.js';
import { PageViews } from './page.views.js';
import { PublishedRepository, type PublishedRow } from './published.repository.js';
import { nameTable } from '../../contract/name.table.js';

export interface PublishedRecord {
  pid: string;
  title: string;
  kind: MaterialKind;
  library: LocalizedText;
  collection: { pid: string; name: LocalizedText };
  /** Those that the public may see, and no others. */
  fields: FieldDefinition[];
  values: Values;
  jsonld: Record<string, Json>;
  enteredAt: Date;
  changedAt: Date;
  version: string;
  openToAll: boolean;
}

const mostLinked = 200;
const schemaType = nameTable<string>({
  book: 'Book',
  periodical: 'Periodical',
  thesis: 'Thesis',
  manuscript: 'Manuscript',
  gazetteer: 'Book',
  painting: 'Painting',
  photograph: 'Photograph',
  recording: 'AudioObject',
  letter: 'Message',
  map: 'Map',
  newspaper: 'PublicationIssue',
  genealogy: 'Book',
  archive: 'ArchiveComponent',
});

/** What a reader sees of published material: one place works it out for pages, search results, manifests and exports. */
@Injectable()
export class PublishedService {
  constructor(
    private readonly rows: PublishedRepository,
    private readonly linkRows: LinkRepository,
    private readonly access: AccessService,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
    private readonly pageViews: PageViews,
  ) {}

  async item(caller: Caller, pid: string): Promise<ItemView> {
    const { row, config, values, collections } = await this.find(caller, pid);
    const { locale } = caller;
    const [pages, covers, links, records] = await Promise.all([
      this.rows.pagesOf(row.id),
      this.rows.coversOf([row.id]),
      this.links(row, caller, collections),
      this.valueRules.recordsOf(config, values, { libraryId: row.library_id }),
    ]);
    const rule = this.pageViews.ruleOf(row, pages, caller.labels);
    return {
      pid: row.pid,
      ...this.fields.page(config, values, row.title, locale, row.collection_pid, records),
      abstract: this.fields.abstract(config, values, locale),
      library: { pid: row.library_pid, slug: row.library_slug, name: localize(row.library_name, locale) },
      collection: {
        pid: row.collection_pid,
        slug: row.collection_slug,
        name: localize(row.collection_name, locale),
        kind: row.collection_kind,
      },
      layout: config.presentation.page.layout,
      reading: config.presentation.page.reading,
      cover: covers[0] ? this.pageViews.image(rule, covers[0]) : null,
      pages: pages.map((page) => this.pageViews.ref(rule, page)),
      media: pages.flatMap((page) => this.pageViews.media(rule, page) ?? []),
      restrictions: this.restrictions(row, caller),
      downloads: this.pageViews.downloads(rule, pages),
      links,
      citation: this.fields.citation(config, values, row.title, row.collection_kind, locale),
      jsonld: {
        '@context': 'https://schema.org',
        '@type': schemaType[row.collection_kind] ?? 'CreativeWork',
        name: row.title,
        ...this.fields.jsonld(config, values),
      },
      version: `${row.doc_version}.${config.schemaVersion}.${config.presentationVersion}`,
      publishedAt: row.first_published_at!.toISOString(),
      updatedAt: row.published_at!.toISOString(),
      openToAll: opensToAll(row, pages),
    };
  }

  /** What a record for another system is written from: the public fields, by the rule that the page itself follows. */
  async record(caller: Caller, pid: string): Promise<PublishedRecord> {
    const { row, config, values } = await this.find(caller, pid);
    return {
      pid: row.pid,
      title: row.title,
      kind: row.collection_kind,
      library: row.library_name,
      collection: { pid: row.collection_pid, name: row.collection_name },
      fields: this.fields.publicFields(config, values),
      values,
      jsonld: {
        '@type': schemaType[row.collection_kind] ?? 'CreativeWork',
        name: row.title,
        ...this.fields.jsonld(config, values),
      },
      enteredAt: row.first_published_at!,
      changedAt: row.published_at!,
      version: `${row.doc_version}.${config.schemaVersion}`,
      openToAll: opensToAll(row, []),
    };
  }

  /** Published, and to be seen by this reader on this host; today's names in its values. */
  private async find(caller: Caller, pid: string) {
    const collections = await this.access.readableCollections(caller);
    const [row] = await this.rows.byPids([pid], caller.labels, collections);
    if (!row || (caller.siteLibraryId !== null && row.library_id !== caller.siteLibraryId)) {
      throw new Problem(
        (await this.rows.wasPublished(pid, caller.labels, collections)) ? 'item.gone' : 'item.not-found',
      );
    }
    const config = await this.schema.configOf(row.collection_id);
    const settled = await this.valueRules.resolve(config, row.values, { libraryId: row.library_id });
    const values = await this.seenLinks(config, settled, caller, collections);
    return { row, config, values, collections };
  }

  /** Cards in the order given; what this reader may not see is left out. */
  async cards(caller: Caller, pids: string[]): Promise<ItemCard[]> {
    if (pids.length === 0) return [];
    const rows = await this.rows.byPids(pids, caller.labels, await this.access.readableCollections(caller));
    const cards = new Map((await this.cardsOf(caller, rows)).map((card) => [card.pid, card]));
    return pids.flatMap((pid) => cards.get(pid) ?? []);
  }

  async newest(caller: Caller, narrow: { collection?: string; library?: string; limit: number }): Promise<ItemCard[]> {
    const collections = await this.access.readableCollections(caller);
    const site = caller.siteLibraryId ?? undefined;
    return this.cardsOf(caller, await this.rows.newest(caller.labels, collections, { ...narrow, libraryId: site }));
  }

  private async cardsOf(caller: Caller, rows: PublishedRow[]): Promise<ItemCard[]> {
    const covers = new Map((await this.rows.coversOf(rows.map((row) => row.id))).map((page) => [page.item_id, page]));
    const { locale } = caller;
    return Promise.all(
      rows.map(async (row): Promise<ItemCard> => {
        const config = await this.schema.configOf(row.collection_id);
        const values = await this.valueRules.resolve(config, row.values, { libraryId: row.library_id });
        const cover = covers.get(row.id);
        return {
          pid: row.pid,
          ...this.fields.card(config, values, row.title, locale),
          library: { pid: row.library_pid, slug: row.library_slug, name: localize(row.library_name, locale) },
          collection: {
            pid: row.collection_pid,
            slug: row.collection_slug,
            name: localize(row.collection_name, locale),
            kind: row.collection_kind,
          },
          image: cover ? this.pageViews.image(this.pageViews.ruleOf(row, [cover], caller.labels), cover) : null,
          media: cover?.handler ?? null,
          pageCount: row.page_count,
          ...(row.seconds ? { seconds: row.seconds } : {}),
          restricted: this.restrictions(row, caller).find((one) => one.part === 'image' || one.part === 'text') ?? null,
        };
      }),
    );
  }

  async pageText(caller: Caller, pagePid: string): Promise<PageTextView | null> {
    const row = await this.rows.textOf(pagePid, caller.labels, await this.access.readableCollections(caller));
    if (!row) return null;
    return {
      page: pagePid,
      text: row.text,
      ...(row.language ? { lang: row.language } : {}),
      source: row.source,
      lines: unpackLines(row.lines).map((line) => ({ text: line.text, box: line.box ?? null })),
    };
  }

  /** Figures for home pages, as they are kept in SQL: they stand when search is down. */
  async counts(caller: Caller) {
    const rows = await this.rows.counts(caller.labels, await this.access.readableCollections(caller));
    const sum = (some: typeof rows) => ({
      items: some.reduce((total, row) => total + row.items, 0),
      pages: some.reduce((total, row) => total + row.pages, 0),
      seconds: some.reduce((total, row) => total + row.seconds, 0),
    });
    const by = <K extends 'kind' | 'library_pid' | 'collection_pid'>(key: K) => [...groupBy(rows, (row) => row[key])];
    return {
      ...sum(rows),
      kinds: by('kind').map(([kind, some]) => ({ kind, ...sum(some) })),
      libraries: by('library_pid').map(([pid, some]) => ({ pid, items: sum(some).items, collections: some.length })),
      collections: by('collection_pid').map(([pid, some]) => ({ pid, ...sum(some) })),
    };
  }

  async siteVersion(): Promise<string> {
    return String(await this.rows.newestChange());
  }

  /** Those that are no family; a family is drawn as a whole, by its own service. */
  private async links(row: PublishedRow, caller: Caller, collections: number[]): Promise<LinkedItems[]> {
    const found = await this.linkRows.near(row.id, { labels: caller.labels, collections }, mostLinked);
    const beside = found.flatMap((link) => {
      const role = rolesOfKind(link.kind)?.[link.forward ? 0 : 1];
      return role && !role.kind.family ? [{ role, pid: link.pid }] : [];
    });
    const cards = new Map(
      (await this.cards(caller, [...new Set(beside.map((link) => link.pid))])).map((card) => [card.pid, card]),
    );
    return [...groupBy(beside, ({ role }) => role.role)].flatMap(([kind, some]) => {
      const pids = [...new Set(some.map((link) => link.pid))];
      const items = pids.flatMap((pid) => cards.get(pid) ?? []);
      return items.length > 0 ? [{ kind, label: localize(some[0]!.role.label, caller.locale), items }] : [];
    });
  }

  /** Links of a record under today's titles; those to what this reader does not see lead nowhere. */
  private async seenLinks(config: CollectionConfig, values: Values, caller: Caller, collections: number[]) {
    const linked = new Set<string>();
    this.valueRules.seenLinks(config, values, (item) => (linked.add(item), null));
    if (linked.size === 0) return values;
    const titles = await this.linkRows.titles([...linked], { labels: caller.labels, collections });
    return this.valueRules.seenLinks(config, values, (item) => titles.get(item) ?? null);
  }

  private restrictions(row: PublishedRow, caller: Caller): Restriction[] {
    return (['thumbnail', 'image', 'text', 'download'] as const).flatMap((part) =>
      opensOfItem(caller.labels, part, row) ? [] : [{ part, audiences: audiencesOf(row[`${part}_labels`]) }],
    );
  }
}
