import { z } from 'zod';
import { Block, eachOnce } from './blocks.js';
import { CoreKey } from './field.roles.js';
import { LocalizedText, RequiredText } from './localized.js';
import { StoredValue } from './values.js';

export const FieldId = z.string().regex(/^[a-z0-9]{4,16}$/);

export const FieldMapping = z.object({
  dc: z.string().optional(),
  mods: z.string().optional(),
  marc21: z.string().optional(),
  cnmarc: z.string().optional(),
  schemaOrg: z.string().optional(),
});

/** Shown while another field has an answer: any, or one of these (a term's code, a word, true or false). */
export const FieldCondition = z.object({
  field: FieldId,
  any: z.array(z.string().max(200)).max(50).default([]),
});
export type FieldCondition = z.infer<typeof FieldCondition>;

export const FieldDefinition = z
  .object({
    id: FieldId,
    key: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/),
    label: RequiredText,
    help: LocalizedText.optional(),
    /** The plugin that reads and shows it. A field id never changes its type. */
    type: z.string(),
    options: z.record(z.string(), z.json()).default({}),
    repeatable: z.boolean().default(false),
    required: z.enum(['no', 'draft', 'publish']).default('no'),
    vocabulary: z.string().optional(),
    /** Never shown to the public, in any interface. */
    internal: z.boolean().default(false),
    /** Whether it belongs to the part `text` of who may see what, where that is not as its type says. */
    fullText: z.boolean().optional(),
    /** Whether the search box finds by it; absent, its role and type say so (`field.reach.ts`). */
    searched: z.boolean().optional(),
    /** Its role: what the platform knows about it. */
    core: CoreKey.optional(),
    mapping: FieldMapping.default({}),
    /** What a new item starts with. */
    initial: z.array(StoredValue).max(50).optional(),
    shownWhen: FieldCondition.optional(),
    /** Made to take the place of a field of another type: a job fills it from that one's values. */
    filledFrom: FieldId.optional(),
    /** Out of use: its values stay, unseen, and come back with it. */
    removed: z.boolean().default(false),
  })
  .meta({ id: 'FieldDefinition' });
export type FieldDefinition = z.infer<typeof FieldDefinition>;

export const FieldGroup = z.object({ key: z.string(), label: RequiredText, fields: z.array(FieldId) });

export const CollectionSchema = z
  .object({
    fields: z.array(FieldDefinition).max(400),
    groups: z.array(FieldGroup),
    /** Whether handing in for review is offered; who may review publishes either way. */
    workflow: z.object({ review: z.boolean() }).default({ review: true }),
  })
  .meta({ id: 'CollectionSchema' });
export type CollectionSchema = z.infer<typeof CollectionSchema>;

/**
 * A configuration while it is being designed: names may still be missing. Its shape is sure, so that it can be shown;
 * whether it may be published is another question.
 */
export const DraftSchema = CollectionSchema.extend({
  fields: z
    .array(FieldDefinition.extend({ label: LocalizedText, key: z.string().max(60) }).meta({ id: 'DraftField' }))
    .max(400),
  groups: z.array(FieldGroup.extend({ label: LocalizedText })).max(200),
}).meta({ id: 'DraftSchema' });

export const FacetDefinition = z.object({
  field: FieldId,
  kind: z.enum(['terms', 'years']).default('terms'),
  limit: z.number().int().min(3).max(50).default(8),
  sort: z.enum(['count', 'vocabulary', 'pinyin', 'strokes']).default('count'),
});

/** What a home is made of; one without an id was written before there were blocks (`homeOf` reads both). */
export const HomeBlock = Block.extend({ id: Block.shape.id.optional() });

export const ThemeChoice = z.object({
  name: z.string().default('paper'),
  tokens: z.record(z.string(), z.string().max(100)).default({}),
});
export type ThemeChoice = z.infer<typeof ThemeChoice>;

export const CollectionPresentation = z
  .object({
    searchFields: z.array(FieldId),
    facets: z.array(FacetDefinition),
    sorts: z.array(z.object({ field: FieldId, direction: z.enum(['asc', 'desc']).default('asc') })),
    card: z.object({ subtitle: z.array(FieldId), summary: FieldId.optional() }),
    page: z.object({
      layout: z.enum(['viewer-top', 'viewer-side']).default('viewer-top'),
      groups: z.array(FieldGroup),
      /** How the pages are read. */
      reading: z.object({
        direction: z.enum(['rtl', 'ltr']).default('ltr'),
        opening: z.enum(['single', 'leaf', 'opening']).default('single'),
      }),
    }),
    theme: ThemeChoice.default({ name: 'paper', tokens: {} }),
    home: z.array(HomeBlock).max(40).refine(eachOnce, { message: 'twice' }).default([]),
  })
  .meta({ id: 'CollectionPresentation' });
export type CollectionPresentation = z.infer<typeof CollectionPresentation>;

export const DraftPresentation = CollectionPresentation.extend({
  page: CollectionPresentation.shape.page.extend({
    groups: z.array(FieldGroup.extend({ label: LocalizedText })).max(200),
  }),
}).meta({ id: 'DraftPresentation' });

export interface CollectionConfig {
  schema: CollectionSchema;
  presentation: CollectionPresentation;
  schemaVersion: number;
  presentationVersion: number;
}

/** Kinds of material: what a collection mostly holds. Labels are in the locales under `kinds.<kind>`. */
export const materialKinds = [
  'book',
  'periodical',
  'thesis',
  'manuscript',
  'gazetteer',
  'rubbing',
  'painting',
  'photograph',
  'recording',
  'object',
  'letter',
  'map',
  'newspaper',
  'genealogy',
  'deed',
  'archive',
  'other',
] as const;
export const MaterialKind = z.enum(materialKinds);
export type MaterialKind = z.infer<typeof MaterialKind>;
