import { z } from 'zod';
import { FieldId } from '../collection.js';
import { ItemPage, PageKind, PageSource, TextLine } from '../item.page.js';
import { listOrders, longestFilter } from '../list.filter.js';
import { LocalizedText } from '../localized.js';
import { Pid } from '../pid.js';
import { RelationRole } from '../relations.js';
import { Values } from '../values.js';
import { PageVisibility, Visibility } from '../visibility.js';
import { defineRoutes, Done, pageOf, PageQuery, pidParams, Timestamp, Version, VersionInAddress } from './define.js';

export const itemStates = ['draft', 'submitted', 'returned', 'published', 'withdrawn', 'removed'] as const;
export const ItemState = z.enum(itemStates);
export type ItemState = z.infer<typeof ItemState>;

export const Named = z.object({ pid: Pid, name: LocalizedText });

export const ItemRow = z
  .object({
    pid: Pid,
    title: z.string(),
    identifier: z.string().nullable(),
    state: ItemState,
    /** Readers see a version of it, whatever the head's state is. */
    public: z.boolean(),
    version: Version,
    pages: z.number().int(),
    cover: Pid.nullable(),
    collection: Named,
    updatedAt: Timestamp,
    updatedBy: z.string().nullable(),
    /** Plain text of the columns asked for, by field id. */
    columns: z.record(z.string(), z.string()),
  })
  .meta({ id: 'ItemRow' });

export const FieldTrouble = z
  .object({ path: z.string(), code: z.string(), params: z.record(z.string(), z.json()).optional() })
  .meta({ id: 'FieldTrouble' });

/** Somebody else who has typed here and not saved; `typing`: within the last minutes. */
export const ItemEditor = z
  .object({ account: Pid, name: z.string(), at: Timestamp, typing: z.boolean() })
  .meta({ id: 'ItemEditor' });

export const ItemDetail = z
  .object({
    pid: Pid,
    title: z.string(),
    identifier: z.string().nullable(),
    state: ItemState,
    public: z.boolean(),
    version: Version,
    headRevision: z.number().int(),
    publishedRevision: z.number().int().nullable(),
    library: Named,
    collection: Named,
    schemaVersion: Version,
    values: Values,
    pages: z.array(ItemPage),
    /** Taken out of the head since, and on view until the next publication: who may see them can still be set. */
    stillShown: z.array(ItemPage),
    cover: Pid.nullable(),
    /** What this item says of others; what they say of it is asked for apart. */
    links: z.array(z.object({ kind: RelationRole, to: Pid, part: z.string(), note: z.string() })),
    visibility: Visibility,
    /** What stands between this head and publication. */
    troubles: z.array(FieldTrouble),
    /** The reviewer's words, where it was returned. */
    reviewNote: z.string(),
    /** My own unsaved typing, if any. */
    draft: z
      .object({ values: Values, baseVersion: Version, updatedAt: Timestamp, troubles: z.array(FieldTrouble) })
      .nullable(),
    /** What I typed and can take back: given up by me, or, with a name, taken over by a colleague. */
    dropped: z.object({ at: Timestamp, by: z.string().nullable() }).nullable(),
    editors: z.array(ItemEditor),
    previous: Pid.nullable(),
    next: Pid.nullable(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
    updatedBy: z.string().nullable(),
    publishedAt: Timestamp.nullable(),
  })
  .meta({ id: 'ItemDetail' });

/** How many pages something became of. */
export const PageChanges = z
  .object({
    added: z.number().int(),
    removed: z.number().int(),
    moved: z.number().int(),
    /** Their labels, kinds or files. */
    changed: z.number().int(),
    /** Their texts; those of pages that were added are not counted. */
    texts: z.number().int(),
  })
  .meta({ id: 'PageChanges' });

export const RevisionRow = z
  .object({
    number: z.number().int(),
    title: z.string(),
    note: z.string(),
    review: z.enum(['submitted', 'approved', 'returned']).nullable(),
    reviewNote: z.string(),
    author: z.string().nullable(),
    createdAt: Timestamp,
    /** The last change, where it is a visit to the item's pages: such a revision grows as long as the visit goes on. */
    until: Timestamp.nullable(),
    published: z.boolean(),
    /** Against the revision before. */
    pageChanges: PageChanges,
  })
  .meta({ id: 'RevisionRow' });

/** A value as readers would be shown it, in the language of whoever asks. */
export const ShownValue = z.object({
  text: z.string(),
  lang: z.string().optional(),
  original: z.object({ text: z.string(), lang: z.string().optional() }).optional(),
  blank: z.string().optional(),
  certainty: z.string().optional(),
  asWritten: z.string().optional(),
  asWrittenLang: z.string().optional(),
  source: z.string().optional(),
  note: z.string().optional(),
  code: z.string().optional(),
});

/** Which items of a collection a list is asked for. */
export const ListQuestion = z.object({
  state: ItemState.optional(),
  q: z.string().max(200).optional(),
  /** Conditions as JSON, see `ListFilter`. */
  f: z.string().max(longestFilter).optional(),
});
export type ListQuestion = z.infer<typeof ListQuestion>;

export const Found = z.object({ items: z.number().int(), more: z.boolean() });
export type Found = z.infer<typeof Found>;

const item = pidParams('item');
const versioned = z.object({ version: Version });
const note = z.string().max(2000).default('');

/** As many as are saved in one breath. */
export const mostSaved = 500;

export const catalogRoutes = defineRoutes({
  'GET /collections/:collection/items': {
    summary: 'Items of a collection for those who work on it; never from the search engine',
    access: { permission: 'item.read', on: 'collection' },
    params: pidParams('collection'),
    query: PageQuery.extend({
      ...ListQuestion.shape,
      /** A field id, or one of updated, title, identifier. */
      sort: z.string().max(20).default('updated'),
      /** By what a field is sorted; each has an order that suits it. */
      order: z.enum(listOrders).optional(),
      direction: z.enum(['asc', 'desc']).default('desc'),
      /** Field ids to show, separated by commas. */
      columns: z.string().max(400).default(''),
    }),
    response: pageOf(ItemRow).extend({
      /** Where one turns back to. */
      previous: z.string().nullable(),
      /** Of the whole collection, by state. */
      counts: z.record(z.string(), z.number().int()),
      /** How many fit, counted up to a bound; null on the pages after the first. */
      found: Found.nullable(),
      /** The projection is still being made: not everything is found yet. */
      filling: z.boolean(),
    }),
  },
  'GET /collections/:collection/items/values': {
    summary: 'What the items of a collection say in one field, the commonest first',
    access: { permission: 'item.read', on: 'collection' },
    cost: 'suggest',
    params: pidParams('collection'),
    query: z.object({
      field: FieldId,
      /** Words that stand in the value. */
      q: z.string().max(200).default(''),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({
      values: z.array(z.object({ text: z.string(), items: z.number().int() })),
      /** There are more than these. */
      more: z.boolean(),
    }),
  },
  'GET /items': {
    summary: 'What waits: items of all that one works in, newest change first',
    access: { permission: 'item.read', on: 'any' },
    query: PageQuery.extend({
      state: ItemState.optional(),
      mine: z.stringbool().default(false),
      q: z.string().max(200).optional(),
    }),
    response: pageOf(ItemRow).extend({ counts: z.record(z.string(), z.number().int()) }),
  },
  'GET /shelves': {
    summary: 'The collections that one works in: how many items by state, and the cover of one lately published',
    access: { permission: 'item.read', on: 'any' },
    query: z.object({ library: Pid.optional() }),
    response: z.object({
      rows: z.array(
        z.object({ collection: Pid, counts: z.record(z.string(), z.number().int()), cover: Pid.nullable() }),
      ),
    }),
  },
  'POST /collections/:collection/items': {
    summary: 'Begin an item',
    access: { permission: 'item.create', on: 'collection' },
    params: pidParams('collection'),
    body: z.object({
      values: Values.default({}),
      /** What it is to an item that exists, whose shared values it takes over: an impression of that stone. */
      from: z.object({ item: Pid, kind: RelationRole, part: z.string().max(60).default('') }).optional(),
    }),
    response: ItemDetail,
    status: 201,
  },
  'PUT /collections/:collection/items': {
    summary:
      'Save many records at once: all are checked together, and each that is refused says why and keeps no other out',
    access: { permission: 'item.edit', on: 'collection' },
    cost: 'batch',
    params: pidParams('collection'),
    body: z.object({
      items: z
        .array(
          z.object({
            /** Which one it is; without it the one that has its identifier, or a new one. */
            item: Pid.optional(),
            /** The version that was changed; without it whatever stands there now. */
            version: Version.optional(),
            values: Values,
            note,
          }),
        )
        .min(1)
        .max(mostSaved),
    }),
    response: z.object({
      /** In the order in which they were sent. */
      results: z.array(
        z.object({
          outcome: z.enum(['created', 'saved', 'same', 'refused']),
          item: Pid.nullable(),
          version: Version.nullable(),
          code: z.string().nullable(),
          params: z.record(z.string(), z.json()),
          troubles: z.array(FieldTrouble),
        }),
      ),
    }),
  },
  'GET /items/:item': {
    summary: 'The head of an item, as those who work on it see it',
    access: { permission: 'item.read', on: 'item' },
    params: item,
    response: ItemDetail,
  },
  'PUT /items/:item': {
    summary: 'Save the head; nothing changes for readers',
    access: { permission: 'item.edit', on: 'item' },
    params: item,
    body: versioned.extend({ values: Values, note }),
    response: ItemDetail,
  },
  'POST /items/:item/submit': {
    summary: 'Hand in for review',
    access: { permission: 'item.submit', on: 'item' },
    params: item,
    body: versioned,
    response: ItemDetail,
  },
  'POST /items/:item/recall': {
    summary: 'Take back what was handed in and is not reviewed yet',
    access: { permission: 'item.submit', on: 'item' },
    params: item,
    body: versioned,
    response: ItemDetail,
  },
  'POST /items/:item/return': {
    summary: 'Give back to the cataloger',
    access: { permission: 'item.review', on: 'item' },
    params: item,
    body: versioned.extend({ note: z.string().min(1).max(2000) }),
    response: ItemDetail,
  },
  'POST /items/:item/publish': {
    summary: 'Let readers see this head',
    access: { permission: 'item.publish', on: 'item' },
    params: item,
    body: versioned.extend({ note }),
    response: ItemDetail,
  },
  'POST /items/:item/withdraw': {
    summary: 'Take from readers at once',
    access: { permission: 'item.withdraw', on: 'item' },
    params: item,
    body: z.object({ note }),
    response: ItemDetail,
  },
  'POST /items/:item/restore': {
    summary: 'Bring a withdrawn or removed item back to work on',
    access: { permission: 'item.withdraw', on: 'item' },
    params: item,
    response: ItemDetail,
  },
  'DELETE /items/:item': {
    summary: 'Remove an item that readers do not see; it can be restored',
    access: { permission: 'item.remove', on: 'item' },
    params: item,
    response: Done,
  },
  'PUT /items/:item/visibility': {
    summary: 'Who may see which part; in force at once',
    access: { permission: 'item.visibility', on: 'item' },
    params: item,
    body: versioned.extend({ visibility: Visibility }),
    response: ItemDetail,
  },
  'GET /items/:item/revisions': {
    summary: 'History, newest first',
    access: { permission: 'item.read', on: 'item' },
    params: item,
    query: PageQuery,
    response: pageOf(RevisionRow),
  },
  'GET /items/:item/revisions/:number': {
    summary: 'One revision whole',
    access: { permission: 'item.read', on: 'item' },
    params: item.extend({ number: VersionInAddress.min(1) }),
    /** Which revision the changes of pages are counted against; without it the one before. */
    query: z.object({ against: VersionInAddress.optional() }),
    response: RevisionRow.extend({
      values: Values,
      /** The same values by field, in the same order, as their types show them. */
      shown: z.record(z.string(), z.array(ShownValue)),
      pages: z.array(z.object({ pid: Pid, label: z.string(), kind: PageKind })),
    }),
  },
  'POST /items/:item/revisions/:number/restore': {
    summary: 'Make an older revision the head again',
    access: { permission: 'item.edit', on: 'item' },
    params: item.extend({ number: VersionInAddress.min(1) }),
    body: versioned,
    response: ItemDetail,
  },
  'PUT /items/:item/pages': {
    summary: 'Order, labels and kinds of the pages; what is left out is taken away',
    access: { permission: 'item.edit', on: 'item' },
    params: item,
    body: versioned.extend({
      pages: z
        .array(
          z.object({
            pid: Pid.optional(),
            file: Pid.optional(),
            label: z.string().max(200).default(''),
            kind: PageKind.default('text'),
            source: PageSource.default({}),
          }),
        )
        .max(5000),
      cover: Pid.nullable().optional(),
    }),
    response: ItemDetail,
  },
  'PUT /items/:item/pages/visibility': {
    summary: 'Who may see the image and the text of single pages; in force at once',
    access: { permission: 'item.visibility', on: 'item' },
    params: item,
    body: versioned.extend({ pages: z.array(Pid).min(1).max(5000), visibility: PageVisibility }),
    response: ItemDetail,
  },
  'GET /items/:item/pages/:page/text': {
    summary: 'The text of a page, with its lines',
    access: { permission: 'item.read', on: 'item' },
    params: pidParams('item', 'page'),
    response: z.object({
      text: z.string(),
      lines: z.array(TextLine),
      source: z.string(),
      updatedAt: Timestamp.nullable(),
      author: z.string().nullable(),
    }),
  },
  'PUT /items/:item/pages/:page/text': {
    summary: 'Write the text of a page',
    access: { permission: 'item.edit', on: 'item' },
    params: pidParams('item', 'page'),
    body: versioned.extend({ lines: z.array(TextLine).max(2000) }),
    response: z.object({ version: Version }),
  },
});
