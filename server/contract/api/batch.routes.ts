import { z } from 'zod';
import { jobStates } from '../jobs.js';
import type { Permission } from '../permissions.js';
import { Pid } from '../pid.js';
import { Visibility } from '../visibility.js';
import { FieldTrouble, Found, ItemState, ListQuestion } from './catalog.routes.js';
import { defineRoutes, pageOf, PageQuery, pidParams, Timestamp } from './define.js';

/** What can be done to many items. */
export const batchKinds = ['submit', 'publish', 'withdraw', 'restore', 'remove', 'visibility'] as const;
export const BatchKind = z.enum(batchKinds);
export type BatchKind = z.infer<typeof BatchKind>;

const both = (permission: Permission) => ({ apply: [permission], undo: [permission] });

/** As for one item; taking back needs what doing the contrary needs. */
export const batchPermissions: Record<BatchKind, { apply: Permission[]; undo: Permission[] }> = {
  submit: both('item.submit'),
  publish: { apply: ['item.publish'], undo: ['item.publish', 'item.withdraw'] },
  withdraw: { apply: ['item.withdraw'], undo: ['item.publish', 'item.withdraw'] },
  restore: { apply: ['item.withdraw'], undo: ['item.withdraw', 'item.remove'] },
  remove: { apply: ['item.remove'], undo: ['item.withdraw'] },
  visibility: both('item.visibility'),
};

export const batchStates = [
  'planning',
  'planned',
  'applying',
  'applied',
  'undoing',
  'undone',
  'stopped',
  'failed',
] as const;

/** More than one chooses by hand; whoever means more says which list. */
export const mostChosen = 5000;

/** More than any collection has. */
const mostSeen = 1_000_000_000;

const count = z.number().int();
const note = z.string().max(2000);

/** Rows by what would happen, and by what did. */
export const BatchCounts = z.object({
  rows: count,
  do: count,
  same: count,
  cannot: count,
  done: count,
  left: count,
  undone: count,
  kept: count,
});
export type BatchCounts = z.infer<typeof BatchCounts>;

export const BatchView = z
  .object({
    pid: Pid,
    kind: BatchKind,
    state: z.enum(batchStates),
    /** What it stopped in, where it stopped. */
    step: z.enum(['plan', 'apply', 'undo']),
    collection: Pid,
    /** Null where items were chosen one by one. */
    selection: ListQuestion.nullable(),
    /** How many the list had for whoever chose all of it; how many it has now say the rows. */
    seen: Found.nullable(),
    note: z.string(),
    visibility: Visibility.nullable(),
    counts: BatchCounts,
    /** How many cannot, by code, and by the state that they are in where that is why. */
    reasons: z.record(z.string(), count),
    job: z
      .object({
        pid: Pid,
        state: z.enum(jobStates),
        done: count,
        total: count.nullable(),
        problem: z.object({ code: z.string(), params: z.record(z.string(), z.json()) }).nullable(),
      })
      .nullable(),
    createdBy: z.string().nullable(),
    createdAt: Timestamp,
    /** Who last set it going, and when. */
    actingBy: z.string().nullable(),
    actedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Batch' });

export const batchRowFilters = ['do', 'same', 'cannot', 'left', 'kept'] as const;

const BatchRow = z.object({
  at: count,
  item: z.object({ pid: Pid, title: z.string(), identifier: z.string().nullable() }),
  /** How it stood when it was looked at. */
  state: ItemState.nullable(),
  action: z.enum(['do', 'same', 'cannot']).nullable(),
  done: z.enum(['done', 'left', 'undone', 'kept']).nullable(),
  problem: z
    .object({ code: z.string(), params: z.record(z.string(), z.json()), fields: z.array(FieldTrouble) })
    .nullable(),
});

const batch = pidParams('batch');
const on = { permission: 'item.edit', on: 'batch' } as const;
const looking = { permission: 'item.read', on: 'batch' } as const;

/** One thing done to many items: seen before, watched, stopped, gone on with, taken back. */
export const batchRoutes = defineRoutes({
  'POST /collections/:collection/batches': {
    summary: 'Choose items and what is to be done to them: it is worked out what would happen, and nothing is changed',
    access: { permission: 'item.edit', on: 'collection' },
    cost: 'batch',
    params: pidParams('collection'),
    body: z
      .object({
        kind: BatchKind,
        items: z.array(Pid).min(1).max(mostChosen).optional(),
        /** Everything that a list shows, whatever is on its first page. */
        all: ListQuestion.optional(),
        /** How many the list was said to have when all of it was chosen. */
        seen: Found.extend({ items: z.number().int().min(0).max(mostSeen) }).optional(),
        note: note.default(''),
        visibility: Visibility.optional(),
      })
      .refine(({ items, all }) => (items === undefined) !== (all === undefined), {
        path: ['items'],
        message: 'items-or-all',
      })
      .refine(({ all, seen }) => seen === undefined || all !== undefined, { path: ['seen'], message: 'seen-of-all' })
      .refine(({ kind, visibility }) => (kind === 'visibility') === (visibility !== undefined), {
        path: ['visibility'],
        message: 'visibility-of-kind',
      }),
    response: BatchView,
    status: 201,
  },
  'GET /collections/:collection/batches': {
    summary: 'What was done to many items of a collection, newest first',
    access: { permission: 'item.read', on: 'collection' },
    params: pidParams('collection'),
    query: PageQuery.extend({ open: z.stringbool().default(false) }),
    response: pageOf(BatchView),
  },
  'GET /batches/:batch': {
    summary: 'How far a batch is, and what it does',
    access: looking,
    params: batch,
    response: BatchView,
  },
  'GET /batches/:batch/rows': {
    summary: 'Its items one by one: what would happen to each, why not, what became of it',
    access: looking,
    params: batch,
    query: PageQuery.extend({ only: z.enum(batchRowFilters).optional() }),
    response: pageOf(BatchRow),
  },
  'GET /batches/:batch/problems': {
    summary: 'All that cannot, was left or stays as it is, each with its reason: a row as above on a line (JSON)',
    access: looking,
    cost: 'export',
    params: batch,
    produces: ['application/x-ndjson'],
  },
  'POST /batches/:batch/apply': {
    summary: 'Do what was planned; what was changed since is left and listed',
    access: on,
    params: batch,
    body: z.object({ note: note.optional() }),
    response: BatchView,
  },
  'POST /batches/:batch/stop': {
    summary: 'Stop at the next safe point; what is done stays done',
    access: on,
    params: batch,
    response: BatchView,
  },
  'POST /batches/:batch/resume': {
    summary: 'Go on where it stopped',
    access: on,
    params: batch,
    response: BatchView,
  },
  'POST /batches/:batch/undo': {
    summary: 'Put everything back as it stood, but for what was changed since, which is listed',
    access: on,
    params: batch,
    response: BatchView,
  },
});
