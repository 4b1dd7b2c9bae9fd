import { z } from 'zod';
import { Pid } from '../pid.js';
import { defineRoutes, Done, pidParams, Timestamp } from './define.js';

const ProblemShape = z.object({ code: z.string(), params: z.record(z.string(), z.json()) });

export const MediaFile = z
  .object({
    pid: Pid,
    name: z.string(),
    mediaType: z.string(),
    size: z.number().int(),
    sha256: z.string(),
    state: z.enum(['stored', 'processing', 'ready', 'failed']),
    handler: z.string().nullable(),
    /** Why it failed. */
    problem: ProblemShape.nullable(),
    technical: z.record(z.string(), z.json()),
    derivatives: z.array(z.object({ kind: z.string(), mediaType: z.string(), size: z.number().int() })),
    /** A page of the item, published or being worked on, shows it. */
    used: z.boolean(),
    createdAt: Timestamp,
  })
  .meta({ id: 'MediaFile' });
export type MediaFile = z.infer<typeof MediaFile>;

/** What became of one file that was sent. */
export const UploadOutcome = z
  .object({
    name: z.string(),
    outcome: z.enum(['stored', 'refused']),
    file: MediaFile.nullable(),
    pages: z.array(Pid),
    problem: ProblemShape.nullable(),
    notes: z.array(z.enum(['extension-corrected', 'same-bytes'])),
  })
  .meta({ id: 'UploadOutcome' });
export type UploadOutcome = z.infer<typeof UploadOutcome>;

const tus = z.object({ upload: z.string().regex(/^[0-9a-f]{32}$/) });
const uploads = { permission: 'file.upload', on: 'any' } as const;

export const mediaRoutes = defineRoutes({
  'POST /items/:item/files': {
    summary: 'Send files for an item in one form; each gets an answer of its own',
    access: { permission: 'file.upload', on: 'item' },
    cost: 'upload',
    params: pidParams('item'),
    query: z.object({
      /** `none` keeps a file without making a page of it: a poster, for instance. */
      page: z.enum(['append', 'none']).default('append'),
    }),
    consumes: ['multipart/form-data'],
    response: z.object({ files: z.array(UploadOutcome) }),
  },
  'GET /items/:item/files': {
    summary: 'Files of an item, newest last',
    access: { permission: 'file.read', on: 'item' },
    params: pidParams('item'),
    response: z.object({ rows: z.array(MediaFile) }),
  },
  'GET /files/:file': {
    summary: 'One file, with what is derived from it',
    access: { permission: 'file.read', on: 'file' },
    params: pidParams('file'),
    response: MediaFile,
  },
  'DELETE /files/:file': {
    summary: 'Remove a file that no page and no revision shows',
    access: { permission: 'file.upload', on: 'file' },
    params: pidParams('file'),
    response: Done,
  },
  'POST /files/:file/derive': {
    summary: 'Make the derivatives of a file again',
    access: { permission: 'file.upload', on: 'file' },
    params: pidParams('file'),
    response: Done,
  },
  'PUT /files/:file/poster': {
    summary: 'Give a sound, video or model the picture of another file of its item',
    access: { permission: 'file.upload', on: 'file' },
    params: pidParams('file'),
    body: z.object({ file: Pid }),
    response: MediaFile,
  },
  'POST /uploads': {
    summary: 'Begin a resumable upload (tus 1.0); Upload-Metadata names item and filename',
    access: uploads,
    cost: 'upload',
    status: 201,
    consumes: ['application/offset+octet-stream'],
  },
  'HEAD /uploads/:upload': { summary: 'How much of an upload has arrived (tus 1.0)', access: uploads, params: tus },
  'PATCH /uploads/:upload': {
    summary: 'Go on with an upload (tus 1.0); the last part is answered with what became of the file',
    access: uploads,
    cost: 'upload',
    params: tus,
    consumes: ['application/offset+octet-stream'],
  },
  'DELETE /uploads/:upload': { summary: 'Give an upload up (tus 1.0)', access: uploads, params: tus, status: 204 },
  'GET /uploads/:upload/result': {
    summary: 'What became of an upload',
    access: uploads,
    params: tus,
    response: z.object({
      state: z.enum(['receiving', 'done', 'refused']),
      offset: z.number().int(),
      size: z.number().int(),
      result: UploadOutcome.nullable(),
    }),
  },
});

/** Kinds of bytes with an address of their own, and the part of an item whose labels open them. */
export const byteKinds = {
  original: 'download',
  thumbnail: 'thumbnail',
  poster: 'thumbnail',
  medium: 'image',
  view: 'image',
  peaks: 'image',
} as const;
export type ByteKind = keyof typeof byteKinds;

const kind = z.enum(Object.keys(byteKinds) as [ByteKind, ...ByteKind[]]);
const asDownload = z.object({ download: z.string().max(10).optional() });
const bytes = ['application/octet-stream'];

export const mediaRawRoutes = defineRoutes({
  'GET /f/:file/:kind': {
    summary: 'Bytes of a file or of one of its derivatives',
    access: 'public',
    params: z.object({ file: z.string().max(40), kind }),
    query: asDownload,
    produces: bytes,
  },
  'GET /p/:page/:kind': {
    summary: 'Bytes of what a page shows',
    access: 'public',
    params: z.object({ page: z.string().max(40), kind }),
    query: asDownload,
    produces: bytes,
  },
});
