import { z } from 'zod';
import { materialKinds } from '../collection.js';
import { FocalPoint } from '../item.page.js';
import { Pid } from '../pid.js';
import { bracketParts, isRowText, longestPicked, mostRows, mostRowValues, rowOps, rowTests } from '../search.rows.js';
import { audiences, parts } from '../visibility.js';
import { defineRoutes, Done } from './define.js';

export const Run = z.object({ text: z.string(), lang: z.string().optional() });
export const MarkedRun = z.object({ parts: z.array(z.string()), lang: z.string().optional() });

export const ImageView = z.object({
  service: z.string().nullable(),
  thumbnail: z.string(),
  width: z.number(),
  height: z.number(),
  preview: z.string().optional(),
  focus: FocalPoint.optional(),
});

export const ItemCard = z
  .object({
    pid: Pid,
    title: MarkedRun,
    originalTitle: MarkedRun.optional(),
    subtitle: z.array(Run),
    library: z.object({ pid: Pid, slug: z.string(), name: z.string() }),
    collection: z.object({ pid: Pid, slug: z.string(), name: z.string(), kind: z.enum(materialKinds) }),
    image: ImageView.nullable(),
    media: z.string().nullable(),
    pageCount: z.number().int(),
    seconds: z.number().optional(),
    restricted: z.object({ part: z.enum(parts), audiences: z.array(z.enum(audiences)) }).nullable(),
    summary: MarkedRun.optional(),
    reasons: z.array(z.string()).optional(),
    pageHits: z
      .array(z.object({ pid: Pid, label: z.string(), lang: z.string().optional(), count: z.number().int() }))
      .optional(),
    pageHitTotal: z.number().int().optional(),
  })
  .meta({ id: 'ItemCard' });

const FacetValue = z.object({
  key: z.string(),
  label: z.string(),
  lang: z.string().optional(),
  count: z.number().int(),
  selected: z.boolean(),
  depth: z.number().int(),
  path: z.array(z.string()).optional(),
});

export const FacetOrder = z.enum(['count', 'name', 'pinyin', 'strokes', 'vocabulary']);
export type FacetOrder = z.infer<typeof FacetOrder>;

const FacetList = z
  .object({
    key: z.string(),
    label: z.string(),
    rows: z.array(FacetValue),
    total: z.number().int(),
    page: z.number().int(),
    pages: z.number().int(),
    order: FacetOrder,
    orders: z.array(FacetOrder),
    find: z.string(),
    chosen: z.array(FacetValue),
    items: z.number().int(),
  })
  .meta({ id: 'FacetList' });

const Bars = z.object({
  from: z.number().int(),
  to: z.number().int(),
  bars: z.array(z.object({ from: z.number().int(), to: z.number().int(), count: z.number().int() })),
});

export const Facet = z
  .object({
    key: z.string(),
    label: z.string(),
    kind: z.enum(['terms', 'years']),
    values: z.array(FacetValue),
    more: z.number().int(),
    many: z.boolean().optional(),
    years: Bars.optional(),
  })
  .meta({ id: 'Facet' });

/** Of what words mean it is said in words alone: a kind of material, a date, what letters spell. Another name also says whose it is, and what it is in that record: `courtesy`, `taboo`, … (see `variantKinds`). */
const Also = z.object({
  text: z.string(),
  lang: z.string().optional(),
  because: z.string().optional(),
  record: z
    .object({ kind: z.enum(['agent', 'place', 'term']), pid: Pid, name: z.string(), variant: z.string() })
    .optional(),
});

const rowView = {
  op: z.enum(rowOps),
  bracket: z.enum(bracketParts).optional(),
  field: z.string(),
  is: z.enum(rowTests),
  value: z.string(),
  until: z.string(),
  label: z.string(),
  years: z.object({ from: z.number().int().nullable(), to: z.number().int().nullable() }).optional(),
  picked: z
    .array(z.object({ key: z.string(), label: z.string(), lang: z.string().optional(), note: z.string().optional() }))
    .optional(),
  absent: z.array(z.string()).optional(),
  /** Why it narrows nothing. */
  trouble: z.enum(['field', 'test', 'date', 'signs', 'long']).optional(),
};
const RowView = z.object(rowView);

export const RowsResult = z
  .object({
    place: z.object({ value: z.string(), name: z.string() }).nullable(),
    fields: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        tests: z.array(z.enum(rowTests)),
        values: z.string().optional().describe('The facet whose values can be picked: GET /search/facets/{facet}.'),
      }),
    ),
    rows: z.array(RowView),
    counts: z.array(z.object({ alone: z.number().int(), left: z.number().int().optional() }).nullable()),
    brackets: z.array(z.object({ at: z.number().int(), alone: z.number().int() })),
    total: z.number().int(),
    all: z.number().int(),
  })
  .meta({ id: 'SearchRows' });

export const SearchResult = z
  .object({
    total: z.number().int(),
    items: z.array(ItemCard),
    facets: z.array(Facet),
    sorts: z.array(z.object({ key: z.string(), label: z.string() })),
    sort: z.string(),
    page: z.number().int(),
    pages: z.number().int(),
    rows: z.array(RowView),
    expansions: z.array(z.object({ typed: z.string(), also: z.array(Also) })),
    signsOnly: z.boolean().optional().describe('What was typed holds no character and no word, and finds nothing.'),
    apart: z
      .array(z.string())
      .optional()
      .describe('What was typed stands nowhere in one; these words were looked for.'),
    suggestions: z.array(
      z.object({
        kind: z.enum(['fewer-words', 'variant', 'everywhere', 'without-filters']),
        label: z.string(),
        q: z.string(),
      }),
    ),
  })
  .meta({ id: 'SearchResult' });

/** Once or many times in the address; `<facet>~<key>`. */
const Choices = z
  .union([z.string(), z.array(z.string())])
  .transform((one) => (Array.isArray(one) ? one : [one]))
  .pipe(
    z
      .array(
        z
          .string()
          .max(400)
          .regex(/^[^~]{1,40}~/),
      )
      .max(60),
  )
  .default([]);

/** Once or many times in the address; `<op>~<field>~<test>~<value>`, see `search.rows.ts`. */
const Rows = z
  .union([z.string(), z.array(z.string())])
  .transform((one) => [one].flat())
  .pipe(
    z
      .array(
        z
          .string()
          .max(mostRowValues * (longestPicked + 1) + 100)
          .refine(isRowText, 'not a row'),
      )
      .max(mostRows),
  )
  .default([]);

const flag = z.enum(['1', '0', 'true', 'false']).transform((text) => text === '1' || text === 'true');

export const SearchQuery = z.object({
  q: z.string().max(1000).default(''),
  /** Only the characters as typed. */
  exact: flag.default(false),
  /** Slug or public id. */
  library: z.string().max(60).optional(),
  /** Slug or public id. */
  collection: z.string().max(60).optional(),
  /** Both in one word, as the search box says it: `library:<slug>`, `collection:<pid>`. */
  in: z.string().max(80).optional(),
  f: Choices,
  row: Rows,
  from: z.coerce.number().int().min(-9999).max(9999).optional(),
  to: z.coerce.number().int().min(-9999).max(9999).optional(),
  sort: z.string().max(40).default(''),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(100).default(20),
});

export const Suggestion = z
  .object({
    kind: z.enum(['title', 'agent', 'place', 'subject', 'class']),
    text: z.string(),
    lang: z.string().optional(),
    /** Another name of it, by which it was found where the one that is shown does not say why. */
    variant: z.string().optional(),
    variantLang: z.string().optional(),
    /** Items behind it; absent for a title, which is one. */
    count: z.number().int().optional(),
    /** Path on this host, without a language prefix. */
    href: z.string(),
  })
  .meta({ id: 'SearchSuggestion' });

export const searchRoutes = defineRoutes({
  'GET /search': {
    summary:
      'Search over everything this reader may come across, with facets; filters are repeated as f=<facet>~<key>, rows of the advanced form as row=<op>~<field>~<test>~<value>',
    access: 'public',
    anySite: true,
    cost: 'search',
    query: SearchQuery,
    response: SearchResult,
  },
  'GET /search/rows': {
    summary:
      'What rows of the advanced form mean, how many each finds alone and how many are left; the fields that can be asked',
    access: 'public',
    anySite: true,
    cost: 'search',
    query: SearchQuery,
    response: RowsResult,
  },
  'GET /search/suggestions': {
    summary:
      'What may be meant by what has been typed so far: titles, people, places, subjects, by characters or pinyin',
    access: 'public',
    anySite: true,
    cost: 'suggest',
    query: z.object({
      q: z.string().max(100),
      /** Slug or public id. */
      library: z.string().max(60).optional(),
      /** Slug or public id. */
      collection: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(20).default(8),
    }),
    response: z.object({ rows: z.array(Suggestion) }),
  },
  'GET /search/facets/:facet': {
    summary: 'All values of one facet under a search, in the order asked for, narrowed by what they are called',
    access: 'public',
    anySite: true,
    cost: 'search',
    params: z.object({ facet: z.string().max(40) }),
    query: SearchQuery.extend({
      find: z.string().max(100).default(''),
      /** Unset: as its vocabulary has it where that is a tree, else the most frequent first. */
      order: FacetOrder.optional(),
    }),
    response: FacetList,
  },
  'POST /search/index': {
    summary: 'Index everything again, while the old index serves',
    access: { permission: 'platform.edit', on: 'platform' },
    response: Done.extend({ job: Pid }),
  },
});
