import { z } from 'zod';

/**
 * Each lane has workers of its own: letters wait behind nothing long, and what people do to many records and watch waits
 * neither behind a scan of four hundred pages nor before a letter.
 */
export const lanes = ['fast', 'bulk', 'slow'] as const;
export type Lane = (typeof lanes)[number];

/** Every job by name, with its payload. Hidden ones are housekeeping that the jobs page leaves out. */
const define = <P extends z.ZodType>(payload: P, options: { lane: Lane; hidden?: boolean; attempts?: number }) => ({
  payload,
  hidden: false,
  attempts: 5,
  ...options,
});

export const jobs = {
  'mail.send': define(
    z.object({ to: z.string(), template: z.string(), locale: z.string(), params: z.record(z.string(), z.string()) }),
    { lane: 'fast', hidden: true },
  ),
  'media.derive': define(z.object({ fileId: z.number() }), { lane: 'slow', attempts: 3 }),
  'media.rebuild': define(z.object({ handler: z.string().nullable() }), { lane: 'slow' }),
  'media.sweep': define(z.object({}), { lane: 'slow', hidden: true }),
  /** Everything, one collection, or the items that refer to some name: `vocabulary/code` of a term, the pid of an agent or place. */
  'search.reindex': define(
    z.object({ collectionId: z.number().nullable(), ref: z.string().optional(), refs: z.array(z.string()).optional() }),
    { lane: 'slow' },
  ),
  /** Brings the records of a collection after its configuration: fields to fill, the lists' projection, documents to index. */
  'catalog.apply': define(
    z.object({ collectionId: z.number(), fills: z.array(z.string()).optional(), index: z.boolean().optional() }),
    { lane: 'slow' },
  ),
  /** Brings the lists' projection after names that have changed; refs as above. */
  'catalog.rename': define(z.object({ refs: z.array(z.string()) }), { lane: 'slow', hidden: true }),
  /** Sums of openings go on by a day, and old days go. */
  'catalog.openings': define(z.object({}), { lane: 'slow', hidden: true }),
  /** One thing done to many items, or what a file says: planned, so that one sees what would happen; done; or taken back. */
  'batch.run': define(z.object({ batchId: z.number(), step: z.enum(['plan', 'apply', 'undo']) }), { lane: 'bulk' }),
  'demo.load': define(z.object({}), { lane: 'slow', attempts: 3 }),
} as const;

export type JobKind = keyof typeof jobs;
export type JobPayload<K extends JobKind> = z.infer<(typeof jobs)[K]['payload']>;

export const jobStates = ['queued', 'running', 'done', 'failed', 'stopping', 'stopped'] as const;
export type JobState = (typeof jobStates)[number];
