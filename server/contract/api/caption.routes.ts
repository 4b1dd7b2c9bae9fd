import { z } from 'zod';
import { Pid } from '../pid.js';
import { defineRoutes, Done, pidParams, Timestamp } from './define.js';

/** `captions` say all that is heard, for whoever does not hear it; `subtitles` are what is said, in another language. */
export const captionKinds = ['captions', 'subtitles'] as const;

export const LanguageTag = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);

export const Caption = z
  .object({
    pid: Pid,
    kind: z.enum(captionKinds),
    language: LanguageTag,
    label: z.string(),
    cues: z.number().int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'Caption' });
export type Caption = z.infer<typeof Caption>;

export const captionRoutes = defineRoutes({
  'GET /files/:file/captions': {
    summary: 'Captions of a sound or video',
    access: { permission: 'file.read', on: 'file' },
    params: pidParams('file'),
    response: z.object({ rows: z.array(Caption) }),
  },
  'POST /files/:file/captions': {
    summary: 'Add captions as WebVTT or SubRip, in one form; those of the same language and kind are replaced',
    access: { permission: 'file.upload', on: 'file' },
    cost: 'upload',
    params: pidParams('file'),
    query: z.object({
      language: LanguageTag,
      kind: z.enum(captionKinds).default('captions'),
      label: z.string().trim().min(1).max(100),
    }),
    consumes: ['multipart/form-data'],
    response: Caption,
  },
  'DELETE /files/:file/captions/:caption': {
    summary: 'Remove captions',
    access: { permission: 'file.upload', on: 'file' },
    params: pidParams('file', 'caption'),
    response: Done,
  },
});

const address = z.string().max(40);
const vtt = ['text/vtt'];

export const captionRawRoutes = defineRoutes({
  'GET /f/:file/captions/:caption': {
    summary: 'Captions of a file as WebVTT, for whoever may read its text',
    access: 'public',
    params: z.object({ file: address, caption: address }),
    produces: vtt,
  },
  'GET /p/:page/captions/:caption': {
    summary: 'Captions of what a page shows as WebVTT, for whoever may read its text',
    access: 'public',
    params: z.object({ page: address, caption: address }),
    produces: vtt,
  },
});
