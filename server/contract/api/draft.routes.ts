import { z } from 'zod';
import { Pid } from '../pid.js';
import { Values } from '../values.js';
import { ItemDetail, FieldTrouble, ItemEditor, ShownValue } from './catalog.routes.js';
import { defineRoutes, Done, pidParams, Timestamp, Version } from './define.js';

const item = pidParams('item');
const draftParams = pidParams('item', 'account');

/** What people typed on an item and have not saved: each has one draft of their own. */
export const draftRoutes = defineRoutes({
  'PUT /items/:item/draft': {
    summary: 'Keep what is being typed',
    access: { permission: 'item.edit', on: 'item' },
    params: item,
    body: z.object({ baseVersion: Version, values: Values }),
    response: z.object({
      updatedAt: Timestamp,
      version: Version,
      editors: z.array(ItemEditor),
      /** What stands between what was typed and publication. */
      troubles: z.array(FieldTrouble),
    }),
  },
  'DELETE /items/:item/draft': {
    summary: 'Give up what was typed; it can be taken back for a month',
    access: { permission: 'item.edit', on: 'item' },
    params: item,
    /** The typing came back to what the head says: there is nothing to keep. */
    query: z.object({ nothing: z.stringbool().default(false) }),
    response: Done,
  },
  'POST /items/:item/draft/restore': {
    summary: 'Take back what one gave up, or what was taken over',
    access: { permission: 'item.edit', on: 'item' },
    params: item,
    response: ItemDetail,
  },
  'GET /items/:item/drafts/:account': {
    summary: 'What a colleague typed here and has not saved',
    access: { permission: 'item.read', on: 'item' },
    params: draftParams,
    response: z.object({
      account: Pid,
      name: z.string(),
      values: Values,
      shown: z.record(z.string(), z.array(ShownValue)),
      baseVersion: Version,
      updatedAt: Timestamp,
    }),
  },
  'POST /items/:item/drafts/:account/take': {
    summary: "Make a colleague's draft one's own; refused when more was typed than was seen",
    access: { permission: 'item.edit', on: 'item' },
    params: draftParams,
    body: z.object({ seen: Timestamp, baseVersion: Version, values: Values }),
    response: ItemDetail,
  },
});
