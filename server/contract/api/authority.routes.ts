import { z } from 'zod';
import { LocalizedText, RequiredText } from '../localized.js';
import { Pid } from '../pid.js';
import { defineRoutes, Done, pageOf, PageQuery, pidParams, Version, VersionInAddress } from './define.js';

const Owner = z.object({ pid: Pid, name: LocalizedText }).nullable();
const External = z.record(z.string().max(40), z.string().max(500));
const Year = z.number().int().min(-9999).max(9999).nullable();

export const authorityKinds = ['term', 'agent', 'place'] as const;
export const AuthorityKind = z.enum(authorityKinds);
export type AuthorityKind = z.infer<typeof AuthorityKind>;

/** What values store of a term: the signs that classifications write their numbers with are allowed, K877.42, [F08], A1/49, D9-05(711). */
export const termCode = /^[\p{L}\p{N}[(][\p{L}\p{N}._\-/+=:()[\]&]{0,59}$/u;

/** What a further name is: 字, 号, 室名, 笔名, 法号, 谥号, 避讳写法, 旧称, 简称, a name in another language. */
export const variantKinds = [
  'courtesy',
  'art',
  'studio',
  'pen',
  'religious',
  'posthumous',
  'taboo',
  'former',
  'short',
  'foreign',
] as const;
export type VariantKind = (typeof variantKinds)[number];
/** By the variant itself; one that is not named here is simply another name. */
const VariantKinds = z.record(z.string().max(200), z.enum(variantKinds));

const VariantLangs = z.record(z.string().max(200), z.string().max(40));

export const Suggestion = z
  .object({
    kind: AuthorityKind,
    /** Public id of the term, agent or place. */
    ref: Pid,
    /** Terms only: what a value stores. */
    code: z.string().nullable(),
    label: LocalizedText,
    /** What tells two of the same name apart: dynasty and years, the terms above, the name of today. */
    description: z.string(),
    /** The variant that was typed, where it is not the heading. */
    matched: z.string().nullable(),
    /** One of its names is what was typed and no more, in whichever characters: 纪昀 is 紀昀. */
    same: z.literal(true).optional(),
  })
  .meta({ id: 'Suggestion' });
export type Suggestion = z.infer<typeof Suggestion>;

export const VocabularyView = z
  .object({
    pid: Pid,
    key: z.string(),
    name: LocalizedText,
    ordered: z.boolean(),
    terms: z.number().int(),
    version: Version,
    /** Null where it is the platform's. */
    library: Owner,
  })
  .meta({ id: 'Vocabulary' });

export const TermView = z
  .object({
    pid: Pid,
    code: z.string(),
    label: LocalizedText,
    variants: z.array(z.string()),
    parent: z.string().nullable(),
    ord: z.number().int(),
    external: External,
    /** What the term is for and what it leaves out. */
    note: LocalizedText,
    /** Languages of further names, by the name itself; one that is not named here is of any. */
    variantLangs: VariantLangs,
    fromYear: Year,
    toYear: Year,
    version: Version,
  })
  .meta({ id: 'Term' });

export const AgentView = z
  .object({
    pid: Pid,
    kind: z.enum(['person', 'family', 'body']),
    name: LocalizedText,
    dynasty: z.string().nullable(),
    birthYear: Year,
    deathYear: Year,
    variants: z.array(z.string()),
    variantKinds: VariantKinds,
    note: LocalizedText,
    external: External,
    library: Owner,
    version: Version,
  })
  .meta({ id: 'Agent' });

export const PlaceView = z
  .object({
    pid: Pid,
    name: LocalizedText,
    modernName: LocalizedText,
    latitude: z.number().min(-90).max(90).nullable(),
    longitude: z.number().min(-180).max(180).nullable(),
    /** The place that it lies in. */
    parent: Owner,
    variants: z.array(z.string()),
    variantKinds: VariantKinds,
    external: External,
    library: Owner,
    version: Version,
  })
  .meta({ id: 'Place' });

const variants = z.array(z.string().min(1).max(200)).max(200);
const versioned = z.object({ version: Version });
/** Nothing changes that is not named. */
const changes = <T extends z.ZodRawShape>(body: z.ZodObject<T>) => versioned.extend(body.partial().shape);

const TermFields = z.object({
  label: RequiredText,
  variants,
  parent: z.string().nullable(),
  external: External,
  note: LocalizedText,
  variantLangs: VariantLangs,
  fromYear: Year,
  toYear: Year,
});
const TermBody = TermFields.partial().extend({
  code: z.string().regex(termCode),
  label: RequiredText,
});
const AgentFields = z.object({
  kind: z.enum(['person', 'family', 'body']),
  name: RequiredText,
  dynasty: z.string().max(40).nullable(),
  birthYear: Year,
  deathYear: Year,
  variants,
  variantKinds: VariantKinds,
  note: LocalizedText,
  external: External,
});
const AgentBody = AgentFields.partial().extend({ name: RequiredText });
const PlaceFields = z.object({
  name: RequiredText,
  modernName: LocalizedText,
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  parent: Pid.nullable(),
  variants,
  variantKinds: VariantKinds,
  external: External,
});
const PlaceBody = PlaceFields.partial().extend({ name: RequiredText });

/** Null makes it the platform's own, which only the platform's people may. */
const owned = z.object({ library: Pid.nullable() });
const edit = { permission: 'authority.edit', on: 'any' } as const;
const read = { permission: 'authority.read', on: 'any' } as const;
const NameList = PageQuery.extend({
  q: z.string().max(200).default(''),
  library: Pid.optional(),
  /** Only the platform's, or only those of libraries. */
  owner: z.enum(['platform', 'library']).optional(),
});

export const authorityRoutes = defineRoutes({
  'GET /authorities/suggestions': {
    summary: 'Terms, agents or places for what has been typed so far: the library’s own and the platform’s',
    access: read,
    cost: 'suggest',
    query: z.object({
      kind: AuthorityKind,
      q: z.string().max(200).default(''),
      vocabulary: z.string().max(40).optional(),
      library: Pid.optional(),
      limit: z.coerce.number().int().min(1).max(50).default(12),
    }),
    response: z.object({ rows: z.array(Suggestion) }),
  },
  'GET /vocabularies': {
    summary: 'Controlled vocabularies of the platform and of the libraries one works in',
    access: read,
    query: z.object({ library: Pid.optional() }),
    response: z.object({ rows: z.array(VocabularyView) }),
  },
  'POST /vocabularies': {
    summary: 'Begin a vocabulary',
    access: edit,
    body: owned.extend({
      key: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/),
      name: RequiredText,
      ordered: z.boolean().default(true),
    }),
    response: VocabularyView,
    status: 201,
  },
  'PATCH /vocabularies/:vocabulary': {
    summary: 'Call a vocabulary otherwise; its code stays, because fields and values speak of it by that',
    access: edit,
    params: pidParams('vocabulary'),
    body: versioned.extend({ name: RequiredText }),
    response: VocabularyView,
  },
  'DELETE /vocabularies/:vocabulary': {
    summary: 'Delete a vocabulary with its terms, once no field chooses from it and no value says a term of it',
    access: edit,
    params: pidParams('vocabulary'),
    query: z.object({ version: VersionInAddress }),
    response: Done,
  },
  'GET /vocabularies/:vocabulary/terms': {
    summary: 'All terms of a vocabulary, in its own order; a tree by `parent`',
    access: read,
    params: pidParams('vocabulary'),
    response: z.object({ vocabulary: VocabularyView, rows: z.array(TermView) }),
  },
  'POST /vocabularies/:vocabulary/terms': {
    summary: 'Add a term',
    access: edit,
    params: pidParams('vocabulary'),
    body: TermBody,
    response: TermView,
    status: 201,
  },
  'PATCH /terms/:term': {
    summary: 'Change a term, or its place in the tree; its code stays',
    access: edit,
    params: pidParams('term'),
    /** `before` is the code of the term that it is to stand before; null puts it last. */
    body: changes(TermFields).extend({ before: z.string().nullable().optional() }),
    response: TermView,
  },
  'GET /agents': {
    summary: 'People, families and bodies',
    access: read,
    query: NameList.extend({ kind: z.enum(['person', 'family', 'body']).optional() }),
    response: pageOf(AgentView),
  },
  'POST /agents': {
    summary: 'Add a person, family or body',
    access: edit,
    body: owned.extend(AgentBody.shape),
    response: AgentView,
    status: 201,
  },
  'GET /agents/:agent': { summary: 'One agent', access: read, params: pidParams('agent'), response: AgentView },
  'PATCH /agents/:agent': {
    summary: 'Change an agent',
    access: edit,
    params: pidParams('agent'),
    body: changes(AgentFields),
    response: AgentView,
  },
  'GET /places': {
    summary: 'Places, with their names then and now',
    access: read,
    query: NameList,
    response: pageOf(PlaceView),
  },
  'POST /places': {
    summary: 'Add a place',
    access: edit,
    body: owned.extend(PlaceBody.shape),
    response: PlaceView,
    status: 201,
  },
  'GET /places/:place': { summary: 'One place', access: read, params: pidParams('place'), response: PlaceView },
  'PATCH /places/:place': {
    summary: 'Change a place',
    access: edit,
    params: pidParams('place'),
    body: changes(PlaceFields),
    response: PlaceView,
  },
});
