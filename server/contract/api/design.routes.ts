import { z } from 'zod';
import { homePlaces } from '../blocks.js';
import { DraftPresentation, DraftSchema } from '../collection.js';
import { ConfigChange } from '../config.diff.js';
import { ConfigFile } from '../config.file.js';
import { Locale, LocalizedText, RequiredText } from '../localized.js';
import { Pid } from '../pid.js';
import { ThemeDefinition } from '../theme.js';
import { Audience } from '../visibility.js';
import { blanks, Values } from '../values.js';
import { defineRoutes, Done, pageOf, PageQuery, pidParams, Version, VersionInAddress } from './define.js';
import { CollectionDetail, ConfigPart, Published, Slug } from './schema.routes.js';
import { Facet, ItemCard, Run } from './search.routes.js';

const collection = pidParams('collection');
const design = { permission: 'collection.edit', on: 'collection' } as const;

export const ConfigProblem = z
  .object({
    part: ConfigPart,
    /** `fields.<id>.label`, `facets` and the like. */
    path: z.string(),
    code: z.string(),
    params: z.record(z.string(), z.json()).optional(),
  })
  .meta({ id: 'ConfigProblem' });

/** What putting the draft in force does to records. `unknown` counts come from a sample, and say so. */
export const impactKinds = ['removed', 'returned', 'retyped', 'required', 'single', 'vocabulary'] as const;
export const ImpactKind = z.enum(impactKinds);
export const ImpactLine = z
  .object({
    kind: ImpactKind,
    field: z.object({ id: z.string(), key: z.string(), label: LocalizedText }),
    /** How many records this touches: have none of what is asked, hold values that go out of sight, cannot be read. */
    count: z.number().int(),
    /** Of how many that were looked at. */
    of: z.number().int(),
    /** Fewer were looked at than there are. */
    sampled: z.boolean(),
    /** Re-typed: how many hold a value to carry over, of those looked at. */
    carried: z.number().int().optional(),
  })
  .meta({ id: 'ImpactLine' });

export const ImpactItem = z
  .object({
    pid: Pid,
    title: z.string(),
    identifier: z.string().nullable(),
    state: z.string(),
    public: z.boolean(),
    /** What stands there now, as a line of text. */
    value: z.string(),
  })
  .meta({ id: 'ImpactItem' });

const ValuePart = z.object({
  key: z.string(),
  label: z.string().optional(),
  text: z.string(),
  lang: z.string().optional(),
  original: Run.optional(),
  note: z.string().optional(),
  href: z.string().optional(),
  type: z.string().optional(),
  data: z.json().optional(),
});

const ValueView = z
  .object({
    text: z.string(),
    lang: z.string().optional(),
    original: Run.optional(),
    above: Run.optional(),
    blank: z.enum(blanks).optional(),
    certainty: z.enum(['certain', 'probable', 'doubtful', 'traditional']).optional(),
    asWritten: z.string().optional(),
    asWrittenLang: z.string().optional(),
    source: z.string().optional(),
    note: z.string().optional(),
    href: z.string().optional(),
    data: z.json().optional(),
    parts: z.array(ValuePart).optional(),
  })
  .meta({ id: 'ValueView' });

const FieldGroupView = z.object({
  key: z.string(),
  label: z.string(),
  fields: z.array(
    z.object({
      id: z.string(),
      key: z.string(),
      label: z.string(),
      type: z.string(),
      core: z.string().optional(),
      values: z.array(ValueView),
    }),
  ),
});

export const ConfigPreview = z
  .object({
    /** The record shown: null where there is none yet, and everything is drawn empty. */
    item: z.object({ pid: Pid, title: z.string() }).nullable(),
    values: Values,
    /** In the shapes of the reader's own pages, so that their own components draw it. */
    card: ItemCard.nullable(),
    page: z
      .object({
        title: Run,
        originalTitle: Run.optional(),
        altTitles: z.array(Run),
        subtitle: z.array(Run),
        groups: z.array(FieldGroupView),
        rights: z.array(ValueView),
      })
      .nullable(),
    facets: z.array(Facet),
    /** Facets were counted over this many records of so many, drawn with this seed; those named here over all that readers see. */
    sample: z.object({
      size: z.number().int(),
      of: z.number().int(),
      seed: z.number().int(),
      indexed: z.object({ facets: z.array(z.string()), items: z.number().int() }),
    }),
    /** Records to choose from. */
    choices: z.array(z.object({ pid: Pid, title: z.string() })),
  })
  .meta({ id: 'ConfigPreview' });

export const FieldTypeView = z
  .object({
    key: z.string(),
    /** JSON Schema of what a librarian may set for a field of this type. */
    options: z.record(z.string(), z.json()),
    /** Whether a field of this type usually belongs to the text of an item; null where none can. */
    fullText: z.boolean().nullable(),
  })
  .meta({ id: 'FieldType' });

const SettingView = z
  .object({
    key: z.string(),
    label: LocalizedText,
    help: LocalizedText.optional(),
    type: z.string(),
    options: z.record(z.string(), z.json()).optional(),
    most: z.number().int().max(100).optional(),
    localized: z.boolean().optional(),
    choices: z.array(z.object({ key: z.string(), label: LocalizedText })).optional(),
    facet: z.boolean().optional(),
  })
  .meta({ id: 'BlockSetting' });

/** One kind of block, with what may be set in it. */
export const BlockKindView = z
  .object({
    key: z.string(),
    label: LocalizedText,
    description: LocalizedText,
    v: z.number().int().max(1000),
    places: z.array(z.enum(homePlaces)),
    settings: z.array(SettingView),
    columns: z.boolean(),
  })
  .meta({ id: 'BlockKind' });

export const designRoutes = defineRoutes({
  'GET /block-kinds': {
    summary: 'The kinds of block that homes are made of, with what may be set in each',
    access: 'signed-in',
    response: z.object({ rows: z.array(BlockKindView) }),
  },
  'GET /themes': {
    summary: 'The themes that sites may wear, with their colours',
    access: 'signed-in',
    response: z.object({ rows: z.array(ThemeDefinition) }),
  },
  'GET /field-types': {
    summary: 'The types that a field can have, with their options',
    access: 'signed-in',
    response: z.object({ rows: z.array(FieldTypeView) }),
  },
  'POST /conversions': {
    summary:
      'How texts in simplified characters are given to readers of traditional ones where nobody wrote it for them',
    access: 'signed-in',
    cost: 'read',
    body: z.object({
      texts: z
        .array(z.string().max(20_000))
        .max(500)
        .refine((texts) => texts.reduce((sum, text) => sum + text.length, 0) <= 200_000, 'too many characters'),
    }),
    response: z.object({
      /** In the order of the texts; `doubtful` are characters that stand for several, where no known word tells which. */
      /** `sound` is how it reads, syllables apart and without tones: what codes are proposed from. */
      rows: z.array(z.object({ text: z.string(), doubtful: z.array(z.string()), sound: z.string() })),
    }),
  },
  'GET /collections/:collection/fields/:field/use': {
    summary: 'How many items hold values of a field: one that none holds, and that has no meaning set, can be deleted',
    access: design,
    cost: 'preview',
    params: collection.extend({ field: z.string().max(16) }),
    response: z.object({ items: z.number().int(), meaning: z.string().nullable() }),
  },
  'GET /collections/:collection/drafts/problems': {
    summary: 'What stands between the drafts and their publication, each at its place',
    access: design,
    cost: 'preview',
    params: collection,
    response: z.object({ rows: z.array(ConfigProblem) }),
  },
  'GET /collections/:collection/drafts/impact': {
    summary: 'What publishing the drafts would do to how many items',
    access: design,
    cost: 'preview',
    params: collection,
    response: z.object({ items: z.number().int(), seed: z.number().int(), rows: z.array(ImpactLine) }),
  },
  'GET /collections/:collection/drafts/impact/:kind/:field': {
    summary: 'The items behind one line of that report',
    access: design,
    cost: 'preview',
    params: collection.extend({ kind: ImpactKind, field: z.string().max(16) }),
    query: PageQuery,
    response: pageOf(ImpactItem),
  },
  'POST /collections/:collection/drafts/publish': {
    summary: 'Put the drafts of both parts in force together',
    access: design,
    params: collection,
    body: z.object({
      /** Revisions as they were seen; a part that is not named is left alone. */
      schema: Version.optional(),
      presentation: Version.optional(),
      note: z.string().max(2000).default(''),
    }),
    response: Published,
  },
  'GET /collections/:collection/versions/:part/:number': {
    summary: 'One part as it was in one version',
    access: { permission: 'collection.read', on: 'collection' },
    params: collection.extend({ part: ConfigPart, number: VersionInAddress.min(1) }),
    response: z.object({
      part: ConfigPart,
      version: Version,
      document: z.record(z.string(), z.json()),
    }),
  },
  'GET /collections/:collection/diff': {
    summary: 'What differs between two versions of a part; `draft` is the one being designed',
    access: { permission: 'collection.read', on: 'collection' },
    params: collection,
    query: z.object({
      part: ConfigPart,
      from: VersionInAddress.min(1),
      to: z.union([z.literal('draft'), VersionInAddress.min(1)]),
    }),
    response: z.object({ changes: z.array(ConfigChange) }),
  },
  'POST /collections/:collection/preview': {
    summary: 'A configuration that is not saved, shown on real items: card, facets, page',
    access: design,
    cost: 'preview',
    params: collection,
    body: z.object({
      schema: DraftSchema,
      presentation: DraftPresentation,
      item: Pid.optional(),
      locale: Locale.default('zh-CN'),
      /** Counting them reads hundreds of records: only for whoever looks at them. */
      facets: z.boolean().default(true),
    }),
    response: ConfigPreview,
  },
  'GET /items/:item/preview': {
    summary:
      'A record as its page would show it to readers, with what one has typed and not saved; readers get none of it',
    access: { permission: 'item.edit', on: 'item' },
    cost: 'preview',
    params: pidParams('item'),
    query: z.object({ locale: Locale.default('zh-CN') }),
    response: ConfigPreview.pick({ card: true, page: true }).extend({
      /** What is shown is one's own typing, and not the head. */
      typed: z.boolean(),
    }),
  },
  'GET /collections/:collection/unfilled/:field': {
    summary: 'Items whose earlier values could not be carried into a re-typed field; nothing of them is lost',
    access: { permission: 'collection.read', on: 'collection' },
    params: collection.extend({ field: z.string().max(16) }),
    query: PageQuery,
    response: pageOf(ImpactItem),
  },
  'GET /collections/:collection/export': {
    summary: 'The configuration in force as a file, with the vocabularies it uses',
    access: { permission: 'collection.read', on: 'collection' },
    cost: 'export',
    params: collection,
    response: ConfigFile,
  },
  'POST /libraries/:library/collections/import': {
    summary: 'Make a collection from such a file',
    access: { permission: 'collection.create', on: 'library' },
    cost: 'import',
    params: pidParams('library'),
    body: z.object({
      file: z.unknown(),
      slug: Slug,
      name: RequiredText.optional(),
      audiences: z.array(Audience).default(['public']),
    }),
    response: CollectionDetail,
    status: 201,
  },
  'POST /collections/:collection/clone': {
    summary: 'Make a collection of the same configuration, here or in another library that one furnishes',
    access: design,
    params: collection,
    body: z.object({ library: Pid, slug: Slug, name: RequiredText, audiences: z.array(Audience).default(['public']) }),
    response: CollectionDetail,
    status: 201,
  },
  'POST /collections/:collection/templates': {
    summary: 'Offer the configuration in force as a template: to the library, or to every library',
    access: design,
    params: collection,
    body: z.object({
      scope: z.enum(['library', 'platform']),
      name: RequiredText,
      description: LocalizedText.default({}),
    }),
    response: z.object({ key: z.string() }),
    status: 201,
  },
  'DELETE /templates/:template': {
    summary: 'Offer a template no longer; collections made from it stay as they are',
    access: { permission: 'collection.create', on: 'any' },
    params: pidParams('template'),
    response: Done,
  },
});
