import { z } from 'zod';
import { Pid } from './pid.js';
import { PageVisibility } from './visibility.js';

export const pageKinds = ['cover', 'text', 'blank', 'missing', 'plate', 'other'] as const;
export const PageKind = z.enum(pageKinds);

/** What matters most in a picture, as fractions of its width and height from its upper left corner. */
export const FocalPoint = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)]);
export type FocalPoint = z.infer<typeof FocalPoint>;

/** Which part of a file a page shows; empty is all of it. `focus` is where in what it shows a frame that cuts looks. */
export const PageSource = z
  .object({
    page: z.number().int().min(1).max(100_000).optional(),
    crop: z.tuple([z.number().min(0), z.number().min(0), z.number().positive(), z.number().positive()]).optional(),
    time: z.tuple([z.number().min(0), z.number().positive()]).optional(),
    focus: FocalPoint.optional(),
  })
  .meta({ id: 'PageSource' });
export type PageSource = z.infer<typeof PageSource>;

export const TextLine = z.object({
  text: z.string().max(2000),
  /** x, y, width, height in pixels of the page's image. */
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
});
export type TextLine = z.infer<typeof TextLine>;

export const ItemPage = z
  .object({
    pid: Pid,
    label: z.string(),
    kind: PageKind,
    source: PageSource,
    hasText: z.boolean(),
    visibility: PageVisibility,
    file: z
      .object({
        pid: Pid,
        name: z.string(),
        mediaType: z.string(),
        handler: z.string().nullable(),
        size: z.number().int(),
        state: z.enum(['stored', 'processing', 'ready', 'failed']),
        problem: z.object({ code: z.string(), params: z.record(z.string(), z.json()) }).nullable(),
        technical: z.record(z.string(), z.json()),
      })
      .nullable(),
  })
  .meta({ id: 'ItemPage' });
