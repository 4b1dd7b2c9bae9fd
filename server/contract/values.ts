import { z } from 'zod';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Ways of honestly not knowing. Each counts as an answer: a record that says so is complete. */
export const blanks = ['undated', 'anonymous', 'illegible', 'not-applicable', 'unknown'] as const;

export const certainties = ['certain', 'probable', 'doubtful', 'traditional'] as const;

export const StoredValue = z
  .object({
    /** Shaped and checked by the field's type. */
    value: z.json().optional(),
    blank: z.enum(blanks).optional(),
    /** 疑, 旧题, 约 */
    certainty: z.enum(certainties).optional(),
    source: z.string().max(500).optional(),
    /** 原文照录: what stands on the thing itself, beside the heading. */
    asWritten: z.string().max(2000).optional(),
  })
  .refine((stored) => (stored.value === undefined) !== (stored.blank === undefined), { message: 'value-or-blank' })
  .meta({ id: 'StoredValue' });
export type StoredValue = z.infer<typeof StoredValue>;

/** An item's values: by field id, always lists. */
export const Values = z
  .record(z.string().regex(/^[a-z0-9]{4,16}$/), z.array(StoredValue).max(5000))
  .meta({ id: 'Values' });
export type Values = z.infer<typeof Values>;
