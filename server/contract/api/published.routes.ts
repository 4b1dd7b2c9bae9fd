import { z } from 'zod';
import { materialKinds } from '../collection.js';
import { Pid } from '../pid.js';
import { blanks, certainties } from '../values.js';
import { audiences, parts } from '../visibility.js';
import { defineRoutes, pageOf, PageQuery, pidParams, Timestamp } from './define.js';
import { ImageView, ItemCard, Run } from './search.routes.js';

/**
 * What is published, for programs: the same that the pages show, by the same rule. Who is not signed in reads it from
 * any site. Addresses in answers are paths of the host that was asked; `url` alone is the canonical one.
 */

const LibraryRef = z.object({ pid: Pid, slug: z.string(), name: z.string() });
const CollectionRef = z.object({ pid: Pid, slug: z.string(), name: z.string(), kind: z.enum(materialKinds) });

const Restriction = z
  .object({ part: z.enum(parts), audiences: z.array(z.enum(audiences)) })
  .meta({ id: 'Restriction' });

const ValuePart = z.object({
  key: z.string(),
  label: z.string().optional(),
  labelLang: z.string().optional(),
  text: z.string(),
  lang: z.string().optional(),
  original: Run.optional(),
  note: z.string().optional(),
  code: z.string().optional(),
  href: z.string().optional(),
});

const FieldValue = z
  .object({
    text: z.string(),
    lang: z.string().optional(),
    original: Run.optional(),
    above: Run.optional(),
    blank: z.enum(blanks).optional(),
    certainty: z.enum(certainties).optional(),
    asWritten: z.string().optional(),
    asWrittenLang: z.string().optional(),
    source: z.string().optional(),
    note: z.string().optional(),
    code: z.string().optional(),
    href: z.string().optional(),
    parts: z.array(ValuePart).optional(),
  })
  .meta({ id: 'FieldValue' });

const Field = z.object({
  key: z.string(),
  label: z.string(),
  type: z.string(),
  core: z.string().optional(),
  values: z.array(FieldValue),
});

const Taking = z.object({
  files: z.array(z.object({ name: z.string(), href: z.string(), mediaType: z.string(), size: z.number() })),
  originals: z.object({ count: z.number().int(), bytes: z.number() }),
  pdf: z.object({ pages: z.number().int(), parts: z.number().int(), bytes: z.number() }).nullable(),
  text: z.boolean(),
});

export const PublishedItem = z
  .object({
    pid: Pid,
    url: z.string(),
    title: Run,
    originalTitle: Run.optional(),
    altTitles: z.array(Run),
    subtitle: z.array(Run),
    abstract: z.string(),
    library: LibraryRef,
    collection: CollectionRef,
    groups: z.array(z.object({ key: z.string(), label: z.string(), fields: z.array(Field) })),
    rights: z.array(FieldValue),
    licence: z.string().nullable(),
    cover: ImageView.nullable(),
    reading: z.object({ direction: z.enum(['rtl', 'ltr']), opening: z.enum(['single', 'leaf', 'opening']) }),
    pageCount: z.number().int(),
    restrictions: z.array(Restriction),
    downloads: Taking,
    links: z.array(
      z.object({ kind: z.string(), label: z.string(), items: z.array(z.object({ pid: Pid, title: z.string() })) }),
    ),
    citation: z.string(),
    addresses: z.object({
      page: z.string(),
      pages: z.string(),
      manifest: z.string(),
      records: z.record(z.string(), z.string()),
      citations: z.record(z.string(), z.string()),
      pdf: z.string().nullable(),
      text: z.string().nullable(),
    }),
    version: z.string(),
    publishedAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'PublishedItem' });
export type PublishedItem = z.infer<typeof PublishedItem>;

const Media = z.object({
  handler: z.string(),
  source: z.record(z.string(), z.json()),
  files: z.array(z.object({ kind: z.string(), href: z.string(), mediaType: z.string(), size: z.number() })),
  tracks: z.array(
    z.object({ kind: z.enum(['captions', 'subtitles']), href: z.string(), lang: z.string(), label: z.string() }),
  ),
});

export const PublishedPage = z
  .object({
    pid: Pid,
    position: z.number().int(),
    label: z.string(),
    kind: z.string(),
    page: z.string(),
    image: ImageView.nullable(),
    media: Media.nullable(),
    text: z.string().nullable(),
    restricted: Restriction.nullable(),
    textRestricted: Restriction.nullable(),
  })
  .meta({ id: 'PublishedPage' });
export type PublishedPage = z.infer<typeof PublishedPage>;

const collectionCard = {
  pid: Pid,
  slug: z.string(),
  name: z.string(),
  kind: z.enum(materialKinds),
  description: z.string(),
  library: LibraryRef,
  items: z.number().int(),
  pages: z.number().int(),
  seconds: z.number(),
  image: ImageView.nullable(),
  addresses: z.object({ page: z.string(), items: z.string(), manifests: z.string(), feed: z.string() }),
};

export const PublishedCollection = z.object(collectionCard).meta({ id: 'PublishedCollection' });
export type PublishedCollection = z.infer<typeof PublishedCollection>;

export const PublishedCollectionDetail = z
  .object({
    ...collectionCard,
    fields: z.array(z.object({ key: z.string(), label: z.string(), type: z.string(), core: z.string().optional() })),
  })
  .meta({ id: 'PublishedCollectionDetail' });
export type PublishedCollectionDetail = z.infer<typeof PublishedCollectionDetail>;

/** Public id or slug. */
const collection = z.object({ collection: z.string().max(60) });
const cards = PageQuery.extend({ limit: z.coerce.number().int().min(1).max(100).default(50) });

export const publishedRoutes = defineRoutes({
  'GET /published/collections': {
    summary: 'The collections that this reader may see, with how much is published in each',
    access: 'public',
    anySite: true,
    cost: 'gather',
    response: z.object({ rows: z.array(PublishedCollection) }),
  },
  'GET /published/collections/:collection': {
    summary: 'One collection, with the fields that its records show',
    access: 'public',
    anySite: true,
    cost: 'gather',
    params: collection,
    response: PublishedCollectionDetail,
  },
  'GET /published/collections/:collection/items': {
    summary: 'What is published in a collection, as it was first published, page by page',
    access: 'public',
    anySite: true,
    cost: 'gather',
    params: collection,
    query: cards,
    response: pageOf(ItemCard),
  },
  'GET /published/items/:item': {
    summary: 'One published item: its record, its rights, and where its pages, images, texts and citations are',
    access: 'public',
    anySite: true,
    cost: 'gather',
    params: pidParams('item'),
    response: PublishedItem,
  },
  'GET /published/items/:item/pages': {
    summary: 'The pages of a published item in their order, with their images, recordings and texts',
    access: 'public',
    anySite: true,
    cost: 'gather',
    params: pidParams('item'),
    query: PageQuery,
    response: pageOf(PublishedPage),
  },
});
