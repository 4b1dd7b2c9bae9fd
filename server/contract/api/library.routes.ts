import { z } from 'zod';
import { auditKinds } from '../audit.kinds.js';
import { LocalizedText, RequiredText } from '../localized.js';
import { Pid } from '../pid.js';
import { Audience } from '../visibility.js';
import { defineRoutes, pageOf, PageQuery, pidParams, Timestamp, Version } from './define.js';

export const LibrarySlug = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/);
/** A name alone: ports are a matter of the machine, and `localhost` is always the portal. */
export const Hostname = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
/** `10.1.0.0/16`, `2001:da8::/32`, or one address; kept as a network. */
export const NetworkRange = z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()]);

export const LibraryBrand = z
  .object({
    /** Of the mark that stands for it where there is no logo; colours of pages are a theme's. */
    color: z
      .string()
      .regex(/^#[0-9a-f]{6}$/)
      .nullable()
      .default(null),
    /** One to four characters that are drawn as the library's seal. */
    seal: z.string().max(8).default(''),
    /** A picture among the library's own files. */
    logo: Pid.nullable().default(null),
  })
  .meta({ id: 'LibraryBrand' });
export type LibraryBrand = z.infer<typeof LibraryBrand>;

export const LibraryCard = z
  .object({
    pid: Pid,
    slug: z.string(),
    name: LocalizedText,
    description: LocalizedText,
    brand: LibraryBrand,
    /** The library's own host, where it has one. */
    host: z.string().nullable(),
    /** How many of its collections this reader may come across. */
    collections: z.number().int(),
  })
  .meta({ id: 'LibraryCard' });
export type LibraryCard = z.infer<typeof LibraryCard>;

export const Library = z
  .object({
    pid: Pid,
    slug: z.string(),
    name: LocalizedText,
    description: LocalizedText,
    brand: LibraryBrand,
    state: z.enum(['active', 'suspended']),
    /** Who may see the library at all; empty is its staff alone. */
    audiences: z.array(Audience),
    hosts: z.array(z.string()),
    campusRanges: z.array(z.string()),
    terminalRanges: z.array(z.string()),
    quotaBytes: z.number().int().nullable(),
    /** What its files take, the same bytes counted once: what the quota bounds. */
    usedBytes: z.number().int(),
    collections: z.number().int(),
    version: Version,
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Library' });
export type Library = z.infer<typeof Library>;

const editable = z.object({
  name: RequiredText,
  description: LocalizedText,
  brand: LibraryBrand,
  audiences: z.array(Audience).max(5),
  campusRanges: z.array(NetworkRange).max(500),
  terminalRanges: z.array(NetworkRange).max(500),
});
/** Set by the platform alone: a library can neither take a name nor room that were not given to it. */
const byPlatform = z.object({
  slug: LibrarySlug,
  hosts: z.array(Hostname).max(20),
  quotaBytes: z.number().int().min(0).nullable(),
  state: z.enum(['active', 'suspended']),
});

export const AuditEntry = z
  .object({
    at: Timestamp,
    person: z.object({ pid: Pid.nullable(), name: z.string() }),
    action: z.string(),
    subject: z.object({
      kind: z.string(),
      pid: z.string().nullable(),
      title: z.string(),
      /** The thing that it is found in: of a term its vocabulary, of a batch its collection, of a file its item. */
      within: Pid.nullable(),
    }),
    library: z.object({ pid: Pid, name: LocalizedText }).nullable(),
    detail: z.record(z.string(), z.json()),
    ip: z.string().nullable(),
    /** With what program somebody came, in its own words. */
    agent: z.string().nullable(),
    requestId: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });

const AuditQuery = PageQuery.extend({
  /** The pid of who did it. */
  person: Pid.optional(),
  /** `library.edit`, or all of one kind: `library.` */
  action: z.string().max(60).optional(),
  kind: z.enum(auditKinds).optional(),
  /** The pid of what it was done to. */
  subject: z.string().max(40).optional(),
  since: Timestamp.optional(),
  until: Timestamp.optional(),
});

export const libraryRoutes = defineRoutes({
  'GET /libraries': {
    summary: 'The libraries that this reader may see',
    access: 'public',
    anySite: true,
    response: z.object({ rows: z.array(LibraryCard) }),
  },
  'GET /libraries/:library': {
    summary: 'One library as readers see it',
    access: 'public',
    anySite: true,
    params: pidParams('library'),
    response: LibraryCard,
  },
  'GET /platform/libraries': {
    summary: 'The libraries one works in, with their settings',
    access: { permission: 'library.read', on: 'any' },
    response: z.object({ rows: z.array(Library) }),
  },
  'POST /libraries': {
    summary: 'Take in a library',
    access: { permission: 'library.create', on: 'platform' },
    body: z.object({
      slug: LibrarySlug,
      name: RequiredText,
      description: LocalizedText.default({}),
      brand: LibraryBrand.prefault({}),
      hosts: z.array(Hostname).max(20).default([]),
      quotaBytes: z.number().int().min(0).nullable().default(null),
    }),
    response: Library,
    status: 201,
  },
  'GET /libraries/:library/settings': {
    summary: 'A library with its settings',
    access: { permission: 'library.read', on: 'library' },
    params: pidParams('library'),
    response: Library,
  },
  'PATCH /libraries/:library': {
    summary: 'Change a library; slug, hosts, quota and state are the platform’s to change',
    access: { permission: 'library.edit', on: 'library' },
    params: pidParams('library'),
    body: editable.extend(byPlatform.shape).partial().extend({ version: Version }),
    response: Library,
  },
  'GET /libraries/:library/audit': {
    summary: 'Who changed what in a library, newest first',
    access: { permission: 'audit.read', on: 'library' },
    params: pidParams('library'),
    query: AuditQuery,
    response: pageOf(AuditEntry),
  },
  'GET /audit': {
    summary: 'Who changed what anywhere, newest first',
    access: { permission: 'platform.read', on: 'platform' },
    query: AuditQuery.extend({ library: Pid.optional() }),
    response: pageOf(AuditEntry),
  },
});
