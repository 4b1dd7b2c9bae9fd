import { z } from 'zod';
import { Pid } from '../pid.js';
import { defineRoutes, Done, pidParams } from './define.js';

export const NumberBlock = z
  .object({
    pid: Pid,
    /** 越金-####甲: what stands before, a # for each figure, and what stands after. */
    pattern: z.string(),
    first: z.number().int(),
    last: z.number().int(),
    /** The number to be handed out next, written out; null when the block is used up. */
    next: z.string().nullable(),
    left: z.number().int(),
    note: z.string(),
  })
  .meta({ id: 'NumberBlock' });
export type NumberBlock = z.infer<typeof NumberBlock>;

const Whole = z.number().int().min(0).max(999_999_999);

/** Identifiers are unique in a library; numbers set aside for one collection cannot be used in another. */
export const numberRoutes = defineRoutes({
  'GET /collections/:collection/number-blocks': {
    summary: 'Numbers that are set aside for a collection',
    access: { permission: 'item.read', on: 'collection' },
    params: pidParams('collection'),
    response: z.object({ rows: z.array(NumberBlock) }),
  },
  'POST /collections/:collection/number-blocks': {
    summary: 'Set numbers aside for a collection',
    access: { permission: 'collection.edit', on: 'collection' },
    params: pidParams('collection'),
    body: z
      .object({
        pattern: z
          .string()
          .trim()
          .max(100)
          .regex(/^[^#\p{Cc}]*#{1,9}(?:[^#\p{Cc}\d][^#\p{Cc}]*)?$/u, 'pattern'),
        first: Whole,
        last: Whole,
        note: z.string().trim().max(200).default(''),
      })
      .refine(({ first, last }) => first <= last, { path: ['last'], message: 'order' })
      .refine(({ pattern, last }) => String(last).length <= (/#+/.exec(pattern)?.[0].length ?? 0), {
        path: ['last'],
        message: 'width',
      }),
    response: NumberBlock,
  },
  'DELETE /collections/:collection/number-blocks/:block': {
    summary: 'Give numbers free again; those that records bear stay theirs',
    access: { permission: 'collection.edit', on: 'collection' },
    params: pidParams('collection', 'block'),
    response: Done,
  },
  'POST /collections/:collection/number-blocks/:block/take': {
    summary: 'The next free number of a block; nobody else is given it',
    access: { permission: 'item.create', on: 'collection' },
    params: pidParams('collection', 'block'),
    response: z.object({ number: z.string() }),
  },
});
