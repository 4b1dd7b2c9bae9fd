import { z } from 'zod';
import { LocalizedText } from '../localized.js';
import { Pid } from '../pid.js';
import { AuthorityKind } from './authority.routes.js';
import { ItemState } from './catalog.routes.js';
import { defineRoutes, Done, pageOf, PageQuery, Version, VersionInAddress } from './define.js';

const Named = z.object({ pid: Pid, name: LocalizedText });
const record = z.object({ kind: AuthorityKind, record: Pid });

const UsingItem = z.object({
  pid: Pid,
  title: z.string(),
  identifier: z.string().nullable(),
  state: ItemState,
  public: z.boolean(),
  collection: Named,
  /** By which fields of its head, and as what (撰, 刻) where that is said; empty where only readers' version says it. */
  as: z.array(z.object({ role: z.string().nullable(), field: LocalizedText })),
});

const edit = { permission: 'authority.edit', on: 'any' } as const;
const read = { permission: 'authority.read', on: 'any' } as const;

/** What an order to index anew is called, so that one can watch it; null where nothing had to be. */
const Ordered = z.object({ job: Pid.nullable() });

/** What is done to any record, whichever kind it is of: see what it touches, merge it, take that back, delete it. */
export const authorityCareRoutes = defineRoutes({
  'GET /authorities/:kind/:record/use': {
    summary: 'Where a record is used: the items that the caller may see, and what was merged into it',
    access: read,
    params: record,
    query: PageQuery,
    response: pageOf(UsingItem).extend({
      items: z.number().int(),
      /** How many of them readers can see in some version. */
      published: z.number().int(),
      mayEdit: z.boolean(),
      mergedInto: Named.nullable(),
      merged: z.array(Named.extend({ version: Version })),
    }),
  },
  'GET /authorities/:kind/:record/merging': {
    summary: 'What merging a record into another would touch; nothing is changed',
    access: edit,
    params: record,
    query: z.object({ into: Pid }),
    response: z.object({
      from: Named.extend({ version: Version }),
      into: Named,
      items: z.number().int(),
      published: z.number().int(),
      drafts: z.number().int(),
      terms: z.number().int(),
      sample: z.array(z.object({ pid: Pid, title: z.string() })),
    }),
  },
  'POST /authorities/:kind/:record/merge': {
    summary: 'Merge a record into another: whatever points to it means the other from now on',
    access: edit,
    params: record,
    body: z.object({ into: Pid, version: Version }),
    response: Ordered,
  },
  'POST /authorities/:kind/:record/unmerge': {
    summary: 'Take a merging back: the record and all that pointed to it are as they were',
    access: edit,
    params: record,
    body: z.object({ version: Version }),
    response: Ordered,
  },
  'DELETE /authorities/:kind/:record': {
    summary: 'Delete a record that nothing uses',
    access: edit,
    params: record,
    query: z.object({ version: VersionInAddress }),
    response: Done,
  },
  'POST /authorities/:kind/:record/restore': {
    summary: 'Have a record back that was deleted of late, as it was',
    access: edit,
    params: record,
    response: Done,
  },
});
