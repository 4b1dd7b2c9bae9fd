import { z } from 'zod';
import { LocalizedText } from '../localized.js';
import { Pid } from '../pid.js';
import { RelationRole } from '../relations.js';
import { ItemDetail, ItemState, Named } from './catalog.routes.js';
import { defineRoutes, Done, pidParams, Version } from './define.js';

/** The other end of a link, as far as the one who asks may know it. */
export const LinkEnd = z
  .object({
    pid: Pid,
    title: z.string(),
    /** Who made it, when: a line that tells namesakes apart. */
    line: z.string(),
    identifier: z.string().nullable(),
    library: Named,
    collection: Named,
    /** Null where it is another library's: only what readers see of it is known. */
    state: ItemState.nullable(),
    public: z.boolean(),
    cover: Pid.nullable(),
  })
  .meta({ id: 'LinkEnd' });
export type LinkEnd = z.infer<typeof LinkEnd>;

const item = pidParams('item');

export const linkRoutes = defineRoutes({
  'PUT /items/:item/links': {
    summary: 'All that this item says of others: what it is part of, an impression of, a copy of, what it contains',
    access: { permission: 'item.edit', on: 'item' },
    params: item,
    body: z.object({
      version: Version,
      links: z
        .array(
          z.object({
            kind: RelationRole,
            to: Pid,
            part: z.string().max(60).default(''),
            note: z.string().max(500).default(''),
          }),
        )
        .max(500),
    }),
    response: ItemDetail,
  },
  'GET /items/:item/links': {
    summary: 'Everything linked with an item, whichever end says so, in the order of the family',
    access: { permission: 'item.read', on: 'item' },
    params: item,
    response: z.object({
      links: z.array(
        z.object({
          kind: RelationRole,
          part: z.string(),
          note: z.string(),
          /** Whether this item says so, and in which of its fields; else the other one does. */
          own: z.boolean(),
          field: LocalizedText.nullable(),
          item: LinkEnd,
        }),
      ),
      /** Beyond the first five hundred. */
      more: z.number().int(),
    }),
  },
  'GET /items/:item/links/targets': {
    summary: 'Items that this one may be linked to, by title, identifier or address',
    access: { permission: 'item.edit', on: 'item' },
    cost: 'suggest',
    params: item,
    query: z.object({
      q: z.string().trim().min(1).max(200),
      limit: z.coerce.number().int().min(1).max(20).default(10),
    }),
    response: z.object({ rows: z.array(LinkEnd) }),
  },
  'PUT /items/:item/links/order': {
    summary: 'The order of those who belong to this item, for readers at once',
    access: { permission: 'item.edit', on: 'item' },
    params: item,
    body: z.object({ role: RelationRole, members: z.array(Pid).max(2000) }),
    response: Done,
  },
});
