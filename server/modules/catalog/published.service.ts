import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { groupBy } from '../../contract/group-by.js';
import type { CollectionConfig, FieldDefinition, MaterialKind } from '../../contract/collection.js';
import { type Locale, localize, type LocalizedText } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type { ItemCard, ItemView, LinkGroup, PageTextView, Restriction } from '../../contract/reader.js';
import { type RelationRole, rolesOfKind } from '../../contract/relations.js';
import { spoken } from '../../contract/text/traditional.js';
import type { Json, Values } from '../../contract/values.js';
import { audiencesOf } from '../../contract/visibility.js';
import { AccessService } from '../access/access.service.js';
import { type ItemLabels, opensOfItem, opensToAll } from '../access/reader.rule.js';
import { SchemaService } from '../schema/schema.service.js';
import { type RecordValues, ValueService } from '../schema/value.service.js';
import { FieldViews } from './field.views.js';
import { restrictionOf } from './kept.card.service.js';
import type { ItemLinkRow } from './link.repository.js';
import { unpackLines } from './page.service.js';
import { PageViews } from './page.views.js';
import {
  type NamedRow,
  type PublishedPageRow,
  PublishedRepository,
  type PublishedRow,
  type Wanted,
  type WithLinks,
} from './published.repository.js';
import { nameTable } from '../../contract/name.table.js';

export { fewLookedAt, newestShown } from './published.repository.js';

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

/** A card with what it was drawn from. */
export interface Drawn {
  row: PublishedRow;
  config: CollectionConfig;
  values: Values;
  card: ItemCard;
}

/** An item with its pages and what it is linked to. */
export interface Begun {
  row: PublishedRow & WithLinks;
  config: CollectionConfig;
  pages: PublishedPageRow[];
}

/** What a page wants to show: see `wanted`. */
interface WantedOn extends Omit<Wanted, 'newest'> {
  newest: { collection?: string; library?: string } | null;
}

/** So many links of an item are looked at. */
export const mostLinks = 200;
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

/** Sound and film are one kind of material, and two to programs. */
const isFilm = ({ collection_kind: kind, cover }: PublishedRow): boolean =>
  kind === 'recording' && cover?.media_type?.startsWith('video/') === true;

/** What a reader sees of published material: one place works it out for pages, search results, manifests and exports. */
@Injectable()
export class PublishedService {
  constructor(
    private readonly rows: PublishedRepository,
    private readonly access: AccessService,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly fields: FieldViews,
    private readonly pageViews: PageViews,
  ) {}

  async item(caller: Caller, pid: string): Promise<ItemView> {
    return (await this.view(caller, await this.begin(caller, pid))).item;
  }

  /** An item as far as it says itself: what it leads to is drawn with whatever else its page shows. */
  async begin(caller: Caller, pid: string): Promise<Begun> {
    const { row, config } = await this.find(caller, pid);
    return { row, config, pages: await this.rows.pagesOf(row.id) };
  }

  /** What its page says, and the cards of others by public id; `more` are wanted beside those that it leads to. */
  async view(
    caller: Caller,
    { row, config, pages }: Begun,
    more: readonly string[] = [],
  ): Promise<{ item: ItemView; others: ReadonlyMap<string, Drawn> }> {
    const { locale } = caller;
    const links = outsideFamilies(row.links);
    const linked = this.valueRules.links.itemsIn(config, row.values);
    const pids = new Set([...linked, ...links.map((link) => link.pid), ...more]);
    // An item may be told among its own family.
    const rows = await this.othersOf(
      caller,
      [...pids].filter((one) => one !== row.pid),
    );
    const all = [row, ...rows];
    const configs = await this.configsOf(caller, all);
    const settled = await this.valueRules.resolveWithRecords(all.map((one) => recordOf(one, configs)));
    const { records } = settled[0]!;
    const values = this.asRead(config, this.seenLinks(config, settled[0]!.values, all), row, caller);
    const others = new Map(
      all.map((other, at): [string, Drawn] => [
        other.pid,
        this.drawnOf(other, configs.get(other.collection_id)!, settled[at]!.values, caller),
      ]),
    );
    const rule = this.pageViews.ruleOf(row, pages, caller.labels);
    const licence = this.fields.licence(config, values);
    const item: ItemView = {
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
      cover: row.cover ? this.pageViews.image(rule, row.cover) : null,
      pages: pages.map((page) => this.pageViews.ref(rule, page, locale)),
      media: pages.flatMap((page) => this.pageViews.media(rule, page, locale) ?? []),
      restrictions: this.restrictions(row, caller),
      downloads: this.pageViews.taking(rule, pages, this.fields.saysText(config, values)),
      links: linkGroups(links, others, locale),
      citation: this.fields.citation(
        config,
        values,
        { title: row.title, kind: row.collection_kind, ...(isFilm(row) ? { film: true } : {}) },
        locale,
      ),
      jsonld: { '@context': 'https://schema.org', ...this.jsonldOf(row, config, values) },
      ...(licence ? { licence } : {}),
      version: `${row.doc_version}.${config.schemaVersion}.${config.presentationVersion}`,
      publishedAt: row.first_published_at!.toISOString(),
      updatedAt: row.published_at!.toISOString(),
      openToAll: opensToAll(row, pages),
    };
    return { item, others };
  }

  /** What a record for another system is written from: the public fields, by the rule that the page itself follows. */
  async record(caller: Caller, pid: string): Promise<PublishedRecord> {
    const { row, config } = await this.find(caller, pid);
    const [others, settled] = await Promise.all([
      this.othersOf(caller, this.valueRules.links.itemsIn(config, row.values)),
      this.valueRules.resolve(config, row.values, { libraryId: row.library_id }),
    ]);
    const values = this.asRead(config, this.seenLinks(config, settled, others), row, caller);
    return {
      pid: row.pid,
      title: row.title,
      kind: row.collection_kind,
      library: row.library_name,
      collection: { pid: row.collection_pid, name: row.collection_name },
      fields: this.fields.publicFields(config, values),
      values,
      jsonld: this.jsonldOf(row, config, values),
      enteredAt: row.first_published_at!,
      changedAt: row.published_at!,
      version: `${row.doc_version}.${config.schemaVersion}`,
      openToAll: opensToAll(row, []),
    };
  }

  private jsonldOf(row: PublishedRow, config: CollectionConfig, values: Values): Record<string, Json> {
    const licence = this.fields.licence(config, values);
    return {
      '@type': isFilm(row) ? 'VideoObject' : (schemaType[row.collection_kind] ?? 'CreativeWork'),
      name: row.title,
      ...this.fields.jsonld(config, values),
      ...(licence ? { license: licence } : {}),
    };
  }

  /** Published, and to be seen by this reader on this host. */
  async find(caller: Caller, pid: string) {
    const collections = await this.access.readableCollections(caller);
    const row = await this.rows.byPid(pid, caller.labels, collections, mostLinks);
    if (!row || (caller.siteLibraryId !== null && row.library_id !== caller.siteLibraryId)) {
      throw new Problem(
        (await this.rows.wasPublished(pid, caller.labels, collections)) ? 'item.gone' : 'item.not-found',
      );
    }
    return { row, config: (await this.configsOf(caller, [row])).get(row.collection_id)!, collections };
  }

  /** Cards in the order given; what this reader may not see is left out. */
  async cards(caller: Caller, pids: readonly string[]): Promise<ItemCard[]> {
    const cards = new Map((await this.drawn(caller, pids)).map(({ card }) => [card.pid, card]));
    return pids.flatMap((pid) => cards.get(pid) ?? []);
  }

  /** The same in any order, with what the cards were drawn from. */
  async drawn(caller: Caller, pids: readonly string[]): Promise<Drawn[]> {
    return this.draw(caller, await this.othersOf(caller, pids));
  }

  /**
   * What one page wants to show, the newest first: items named, a row of the newest (of all, of one collection or library
   * by its public id), and the newest few of some collections.
   */
  async wanted(caller: Caller, { newest, ...wanted }: WantedOn): Promise<NamedRow[]> {
    const places = await this.access.readable(caller);
    const collections = places.map(({ id }) => id);
    const { siteLibraryId: site } = caller;
    const all = site === null && newest?.collection === undefined && newest?.library === undefined;
    const among = places.filter(
      ({ pid, libraryId, library }) =>
        (site === null || libraryId === site) &&
        pid === (newest?.collection ?? pid) &&
        library.pid === (newest?.library ?? library.pid),
    );
    const newestOf = newest === null ? [] : all ? 'all' : among.map(({ id }) => id);
    return this.rows.wanted(caller.labels, collections, { ...wanted, newest: newestOf });
  }

  /** However many rows there are, the names in them are looked up together. */
  private async draw(caller: Caller, rows: readonly PublishedRow[]): Promise<Drawn[]> {
    const configs = await this.configsOf(caller, rows);
    const records = rows.map((row) => recordOf(row, configs));
    const resolved = await this.valueRules.resolveAll(records);
    return rows.map((row, at): Drawn => {
      const { config } = records[at]!;
      return this.drawnOf(row, config, resolved[at]!, caller);
    });
  }

  private drawnOf(row: PublishedRow, config: CollectionConfig, settled: Values, caller: Caller): Drawn {
    const values = this.asRead(config, settled, row, caller);
    return { row, config, values, card: this.cardOf(row, config, values, caller) };
  }

  private async othersOf(caller: Caller, pids: readonly string[]): Promise<PublishedRow[]> {
    if (pids.length === 0) return [];
    return this.rows.byPids([...new Set(pids)], caller.labels, await this.access.readableCollections(caller));
  }

  /** Of collections that the rows were found in: their versions are known with them. */
  private async configsOf(caller: Caller, rows: readonly PublishedRow[]): Promise<Map<number, CollectionConfig>> {
    const ids = new Set(rows.map((row) => row.collection_id));
    if (ids.size === 0) return new Map();
    return this.schema.inForce((await this.access.readable(caller)).filter(({ id }) => ids.has(id)));
  }

  private cardOf(row: PublishedRow, config: CollectionConfig, values: Values, { locale, labels }: Caller): ItemCard {
    const { cover } = row;
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
      image: cover ? this.pageViews.cover(row, cover, labels) : null,
      media: cover?.handler ?? null,
      pageCount: row.page_count,
      ...(row.seconds ? { seconds: row.seconds } : {}),
      restricted: restrictionOf(row, labels),
    };
  }

  async pageText(caller: Caller, pagePid: string): Promise<PageTextView | null> {
    const row = await this.rows.textOf(pagePid, caller.labels, await this.access.readableCollections(caller));
    if (!row) return null;
    return {
      page: pagePid,
      text: row.text,
      ...spoken(row.text, caller.locale, row.language ?? 'zh'),
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

  private asRead(config: CollectionConfig, values: Values, row: ItemLabels, { labels }: Caller): Values {
    return this.fields.asRead(config, values, opensOfItem(labels, 'text', row));
  }

  /** Links of a record under today's titles; those to what this reader does not see lead nowhere. */
  private seenLinks(config: CollectionConfig, values: Values, others: readonly PublishedRow[]): Values {
    const titles = new Map(others.map(({ pid, title }) => [pid, title]));
    return this.valueRules.links.seenLinks(config, values, (item) => titles.get(item) ?? null);
  }

  private restrictions(row: PublishedRow, caller: Caller): Restriction[] {
    const closed = (['thumbnail', 'image', 'text', 'download'] as const).flatMap((part) =>
      opensOfItem(caller.labels, part, row) ? [] : [{ part, audiences: audiencesOf(row[`${part}_labels`]) }],
    );
    // A thumbnail that goes with the image is not spoken of apart.
    const image = closed.find(({ part }) => part === 'image');
    return closed.filter(({ part, audiences }) => part !== 'thumbnail' || audiences.join() !== image?.audiences.join());
  }
}

type RoleLink = { role: RelationRole; pid: string };

const recordOf = (row: PublishedRow, configs: ReadonlyMap<number, CollectionConfig>): RecordValues => ({
  config: configs.get(row.collection_id)!,
  values: row.values,
  libraryId: row.library_id,
});

/** Those that are no family; a family is drawn as a whole, by its own service. */
function outsideFamilies(links: readonly ItemLinkRow[]): RoleLink[] {
  return links.flatMap((link) => {
    const role = rolesOfKind(link.kind)?.[link.forward ? 0 : 1];
    return role && !role.kind.family ? [{ role, pid: link.pid }] : [];
  });
}

function linkGroups(links: readonly RoleLink[], cards: ReadonlyMap<string, Drawn>, locale: Locale): LinkGroup[] {
  return [...groupBy(links, ({ role }) => role.role)].flatMap(([kind, some]) => {
    const pids = [...new Set(some.map((link) => link.pid))];
    const items = pids.flatMap((pid) => cards.get(pid)?.card ?? []);
    return items.length > 0 ? [{ kind, label: localize(some[0]!.role.label, locale), items }] : [];
  });
}
