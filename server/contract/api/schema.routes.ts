import { z } from 'zod';
import {
  CollectionPresentation,
  CollectionSchema,
  DraftPresentation,
  DraftSchema,
  MaterialKind,
} from '../collection.js';
import { CoreKey } from '../field.roles.js';
import { LocalizedText, RequiredText } from '../localized.js';
import { Pid } from '../pid.js';
import { Audience, Visibility } from '../visibility.js';
import { defineRoutes, Done, pidParams, Timestamp, Version, VersionInAddress } from './define.js';

export const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/);

export const TemplateView = z
  .object({
    key: z.string(),
    kind: MaterialKind,
    name: LocalizedText,
    description: LocalizedText,
    /** Null where it comes with the platform; else it was made from a collection, for one library or for all. */
    offered: z.object({ pid: Pid, library: LocalizedText.nullable(), mine: z.boolean() }).nullable(),
    fields: z.array(
      z.object({
        key: z.string(),
        label: LocalizedText,
        type: z.string(),
        required: z.enum(['no', 'draft', 'publish']),
        repeatable: z.boolean(),
        internal: z.boolean(),
        core: CoreKey.nullable(),
        group: LocalizedText,
      }),
    ),
  })
  .meta({ id: 'Template' });

const LibraryName = z.object({ pid: Pid, slug: z.string(), name: LocalizedText });

export const CollectionRowView = z
  .object({
    pid: Pid,
    slug: z.string(),
    name: LocalizedText,
    description: LocalizedText,
    kind: MaterialKind,
    template: z.string(),
    /** `new`: readers see it with its first published item. */
    state: z.enum(['new', 'open', 'closed', 'removed']),
    library: LibraryName,
    audiences: z.array(Audience),
    version: Version,
    updatedAt: Timestamp,
  })
  .meta({ id: 'CollectionRow' });

export const CollectionDetail = CollectionRowView.extend({
  defaultVisibility: Visibility,
  schemaVersion: Version,
  presentationVersion: Version,
  schema: CollectionSchema,
  presentation: CollectionPresentation,
}).meta({ id: 'CollectionDetail' });

/** What is in force now, and the job that brings the records after it. */
export const Published = CollectionDetail.extend({ job: Pid.nullable() }).meta({ id: 'Published' });

export const configParts = ['schema', 'presentation'] as const;
export const ConfigPart = z.enum(configParts);
export type ConfigPart = z.infer<typeof ConfigPart>;

export const ConfigDraft = z
  .object({
    part: ConfigPart,
    /** The published version it was begun from. */
    baseVersion: Version,
    /** Counts the saves of this draft: whoever saves names the one they have seen. */
    revision: Version,
    document: z.union([DraftSchema, DraftPresentation]),
    author: z.string().nullable(),
    updatedAt: Timestamp,
  })
  .meta({ id: 'ConfigDraft' });

export const ConfigVersion = z
  .object({
    part: ConfigPart,
    version: Version,
    note: z.string(),
    author: z.string().nullable(),
    publishedAt: Timestamp,
    current: z.boolean(),
  })
  .meta({ id: 'ConfigVersion' });

const collection = pidParams('collection');
const ofPart = collection.extend({ part: ConfigPart });

export const schemaRoutes = defineRoutes({
  'GET /templates': {
    summary: 'Ready configurations for kinds of material',
    access: 'signed-in',
    query: z.object({ library: Pid.optional() }),
    response: z.object({ rows: z.array(TemplateView) }),
  },
  'GET /collections': {
    summary: 'Collections that the caller may read, or with `mine` those they work on',
    access: 'public',
    query: z.object({ library: Pid.optional(), mine: z.stringbool().default(false) }),
    response: z.object({ rows: z.array(CollectionRowView) }),
  },
  'POST /libraries/:library/collections': {
    summary: 'Make a collection from a template',
    access: { permission: 'collection.create', on: 'library' },
    params: pidParams('library'),
    body: z.object({
      template: z.string(),
      slug: Slug,
      name: RequiredText,
      description: LocalizedText.default({}),
      audiences: z.array(Audience).default(['public']),
      /** `open`: readers see it while it is empty. */
      state: z.enum(['new', 'open']).default('new'),
    }),
    response: CollectionDetail,
    status: 201,
  },
  'GET /collections/:collection': {
    summary: 'A collection with its configuration in force, for those who work on it',
    access: { permission: 'collection.read', on: 'collection' },
    params: collection,
    response: CollectionDetail,
  },
  'PATCH /collections/:collection': {
    summary: 'Name, description, address, openness: what is not configuration',
    access: { permission: 'collection.edit', on: 'collection' },
    params: collection,
    body: z.object({
      version: Version,
      slug: Slug.optional(),
      name: RequiredText.optional(),
      description: LocalizedText.optional(),
      state: z.enum(['open', 'closed']).optional(),
      audiences: z.array(Audience).optional(),
      defaultVisibility: Visibility.optional(),
    }),
    response: CollectionDetail,
  },
  'DELETE /collections/:collection': {
    summary: 'Remove a collection that holds no items',
    access: { permission: 'collection.remove', on: 'collection' },
    params: collection,
    response: Done,
  },
  'GET /collections/:collection/drafts': {
    summary: 'Configuration that is being changed and not yet in force',
    access: { permission: 'collection.edit', on: 'collection' },
    params: collection,
    response: z.object({ rows: z.array(ConfigDraft) }),
  },
  'PUT /collections/:collection/drafts/:part': {
    summary: 'Save a draft of one part; refused when somebody else saved in between',
    access: { permission: 'collection.edit', on: 'collection' },
    params: ofPart,
    body: z.object({
      baseVersion: Version,
      /** The revision that the change was made from; 0 begins a draft. */
      revision: Version,
      document: z.record(z.string(), z.json()),
    }),
    response: ConfigDraft,
  },
  'DELETE /collections/:collection/drafts/:part': {
    summary: 'Drop a draft; with `revision` only if nobody has saved since',
    access: { permission: 'collection.edit', on: 'collection' },
    params: ofPart,
    query: z.object({ revision: VersionInAddress.optional() }),
    response: Done,
  },
  'POST /collections/:collection/drafts/:part/publish': {
    summary: 'Put the draft in force as a new version',
    access: { permission: 'collection.edit', on: 'collection' },
    params: ofPart,
    body: z.object({ revision: Version, note: z.string().max(2000).default('') }),
    response: Published,
  },
  'GET /collections/:collection/versions': {
    summary: 'Every version of both parts, newest first',
    access: { permission: 'collection.read', on: 'collection' },
    params: collection,
    response: z.object({ rows: z.array(ConfigVersion) }),
  },
  'POST /collections/:collection/versions/:part/:number/restore': {
    summary: 'Put an older version in force again',
    access: { permission: 'collection.edit', on: 'collection' },
    params: ofPart.extend({ number: VersionInAddress.min(1) }),
    body: z.object({ currentVersion: Version }),
    response: Published,
  },
});
