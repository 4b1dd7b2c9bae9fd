import { Injectable } from '@nestjs/common';
import { apiPrefix, type Answer } from '../../contract/api/index.js';
import { recordFormats } from '../../contract/api/interop.routes.js';
import type {
  PublishedCollection,
  PublishedCollectionDetail,
  PublishedItem,
  PublishedPage,
} from '../../contract/api/published.routes.js';
import type { Caller } from '../../contract/caller.js';
import { groupBy } from '../../contract/group-by.js';
import { localize } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import type { FieldGroupView, ItemView, MediaView, ValueView } from '../../contract/reader.js';
import { Config } from '../../platform/config.js';
import { FamilyService } from '../catalog/family.service.js';
import { FieldViews } from '../catalog/field.views.js';
import { PublishedListsService } from '../catalog/published.lists.service.js';
import { PublishedService } from '../catalog/published.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { CardsService, type PublicCollection } from './cards.service.js';
import { WebBuild } from './web.build.js';

/** What programs are told of published material: the same views that pages are drawn from, without what only a page needs. */
@Injectable()
export class PublishedAnswers {
  constructor(
    private readonly config: Config,
    private readonly published: PublishedService,
    private readonly lists: PublishedListsService,
    private readonly families: FamilyService,
    private readonly schema: SchemaService,
    private readonly fields: FieldViews,
    private readonly cards: CardsService,
    private readonly build: WebBuild,
  ) {}

  async collections(caller: Caller): Promise<Answer<'GET /published/collections'>> {
    return { rows: await this.told(caller, await this.schema.publicCollections(caller)) };
  }

  async collection(caller: Caller, name: string): Promise<PublishedCollectionDetail> {
    const own = await this.find(caller, name);
    const [card] = await this.told(caller, [own]);
    if (!card) throw new Problem('collection.not-found');
    const fields = this.fields.openFields(await this.schema.configOf(own.id));
    return {
      ...card,
      fields: fields.map(({ key, label, type, core }) => ({
        key,
        label: localize(label, caller.locale),
        type,
        ...(core ? { core } : {}),
      })),
    };
  }

  async items(caller: Caller, name: string, asked: { cursor?: string | undefined; limit: number }) {
    return this.lists.items(caller, (await this.find(caller, name)).id, asked);
  }

  async item(caller: Caller, pid: string): Promise<PublishedItem> {
    const begun = await this.published.begin(caller, pid);
    const { item } = await this.published.view(caller, begun);
    const related = groupBy(this.families.roles(begun.row.links), ({ role }) => role.role);
    const { citations } = await this.build.server();
    const url = `${this.config.env.publicUrl}/i/${pid}`;
    const place = { url, holder: item.library.name, seen: new Date().toISOString().slice(0, 10) };
    const { title, originalTitle, altTitles, subtitle, abstract, library, collection, cover, reading } = item;
    const { restrictions, downloads, version, publishedAt, updatedAt } = item;
    return {
      pid,
      url,
      title,
      ...(originalTitle ? { originalTitle } : {}),
      altTitles,
      subtitle,
      abstract,
      library,
      collection,
      groups: item.groups.map(groupOf),
      rights: item.rights.map(valueOf),
      licence: item.licence ?? null,
      cover,
      reading,
      pageCount: item.pages.length,
      restrictions,
      downloads,
      links: [...related].map(([kind, some]) => ({
        kind,
        label: localize(some[0]!.role.label, caller.locale),
        items: some.map((link) => ({ pid: link.pid, title: link.title })),
      })),
      citation: citations.gbt7714(item.citation, place),
      addresses: addressesOf(item),
      version,
      publishedAt,
      updatedAt,
    };
  }

  async pages(caller: Caller, pid: string, asked: { cursor?: string | undefined; limit: number }) {
    const { rows, next, total } = await this.lists.pages(caller, pid, asked);
    return {
      rows: rows.map(({ position, ref, media }): PublishedPage => ({
        pid: ref.pid,
        position,
        label: ref.label,
        kind: ref.kind,
        page: `/i/${pid}/p/${ref.pid}`,
        image: ref.image,
        media: media && mediaOf(media),
        text: ref.hasText ? `${apiPrefix}/pages/${ref.pid}/text` : null,
        restricted: ref.restricted,
        textRestricted: ref.textRestricted,
      })),
      next,
      total,
    };
  }

  private async find(caller: Caller, name: string): Promise<PublicCollection> {
    const all = await this.schema.publicCollections(caller);
    const own = all.find(({ pid }) => pid === name) ?? all.find(({ slug }) => slug === name);
    if (!own) throw new Problem('collection.not-found');
    return own;
  }

  private async told(caller: Caller, chosen: readonly PublicCollection[]): Promise<PublishedCollection[]> {
    const counts = await this.cards.counts(caller);
    const libraries = await this.cards.allLibraries(caller, counts);
    const shown = await this.cards.showcase(caller, chosen);
    const amounts = new Map(counts.collections.map((one) => [one.pid, one]));
    return this.cards.collections(caller, chosen, counts, libraries, shown).map((card) => ({
      ...card,
      pages: amounts.get(card.pid)?.pages ?? 0,
      seconds: amounts.get(card.pid)?.seconds ?? 0,
      addresses: {
        page: `/c/${card.pid}`,
        items: `${apiPrefix}/published/collections/${card.pid}/items`,
        manifests: `/iiif/collection/${card.pid}`,
        feed: `/c/${card.pid}/feed.xml`,
      },
    }));
  }
}

/** As it is read: what a field's own view draws from stays with the pages. */
const valueOf = ({ data: _, parts, ...value }: ValueView) => ({
  ...value,
  ...(parts ? { parts: parts.map(({ data: _data, type: _type, ref: _ref, ...part }) => part) } : {}),
});

const groupOf = ({ key, label, fields }: FieldGroupView) => ({
  key,
  label,
  fields: fields.map(({ id: _, values, ...field }) => ({ ...field, values: values.map(valueOf) })),
});

const mediaOf = ({ handler, source, derivatives, tracks }: MediaView) => ({
  handler,
  source,
  files: derivatives.map(({ kind, href, mediaType, size }) => ({ kind, href, mediaType, size })),
  tracks,
});

function addressesOf({ pid, downloads }: ItemView): PublishedItem['addresses'] {
  const each = (formats: readonly string[], path: string) =>
    Object.fromEntries(formats.map((format) => [format, `${path}/${format}`]));
  return {
    page: `/i/${pid}`,
    pages: `${apiPrefix}/published/items/${pid}/pages`,
    manifest: `/iiif/${pid}/manifest`,
    records: each(recordFormats, `${apiPrefix}/items/${pid}/record`),
    citations: each(['bib', 'ris', 'txt'], `/i/${pid}/cite`),
    pdf: downloads.pdf ? `/i/${pid}/whole/pdf` : null,
    text: downloads.text ? `/i/${pid}/whole/txt` : null,
  };
}
