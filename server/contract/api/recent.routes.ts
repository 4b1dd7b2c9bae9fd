import { z } from 'zod';
import { LocalizedText } from '../localized.js';
import { Pid } from '../pid.js';
import { AuthorityKind } from './authority.routes.js';
import { defineRoutes, pageOf, PageQuery, pidParams, Timestamp, Version } from './define.js';

/** By which route an act is taken back: the same that the page of the thing itself uses. */
export const WayBack = z.discriminatedUnion('by', [
  z.object({ by: z.literal('batch'), batch: Pid, collection: Pid }),
  z.object({ by: z.literal('import'), import: Pid }),
  z.object({ by: z.literal('roles'), library: Pid, taken: Pid }),
  z.object({ by: z.literal('unmerge'), kind: AuthorityKind, record: Pid, version: Version }),
  z.object({ by: z.literal('record'), kind: AuthorityKind, record: Pid }),
  /** `number` is the version that the item goes back to. */
  z.object({ by: z.literal('revision'), item: Pid, number: z.number().int(), version: Version }),
]);
export type WayBack = z.output<typeof WayBack>;

/** Why an act cannot be taken back, or no more. */
export const noWayBack = [
  /** Taken back already, or it never came to anything. */
  'undone',
  'nothing',
  /** Still being done, or being taken back. */
  'running',
  /** Somebody was at the same thing since. */
  'changed',
  /** What it would take is not kept any more. */
  'gone',
  /** By whoever asks. */
  'denied',
] as const;
export type NoWayBack = (typeof noWayBack)[number];

export const RecentAct = z
  .object({
    /** Of no use but to tell one from another. */
    key: z.string(),
    at: Timestamp,
    person: z.string(),
    action: z.string(),
    subject: z.object({ kind: z.string(), pid: Pid.nullable(), title: z.string() }),
    library: z.object({ pid: Pid, name: LocalizedText }).nullable(),
    /** Of what is done to many: what, and to how many. Of a role: which. Of a version: which was gone back to. */
    detail: z.object({
      kind: z.string().nullable(),
      role: z.string().nullable(),
      items: z.number().int().nullable(),
      number: z.number().int().nullable(),
    }),
    back: WayBack.nullable(),
    why: z.enum(noWayBack).nullable(),
  })
  .meta({ id: 'RecentAct' });

export const recentRoutes = defineRoutes({
  'GET /recent': {
    summary: 'What one did of late that can be taken back, or why it cannot any more, the latest first',
    access: { permission: 'item.read', on: 'any' },
    query: PageQuery,
    response: pageOf(RecentAct),
  },
  'GET /libraries/:library/recent': {
    summary: 'The same of everybody in a library',
    access: { permission: 'audit.read', on: 'library' },
    params: pidParams('library'),
    query: PageQuery,
    response: pageOf(RecentAct),
  },
});
