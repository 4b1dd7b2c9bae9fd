import { z } from 'zod';
import { jobStates } from '../jobs.js';
import { LocalizedText } from '../localized.js';
import { AuthorityKind } from './authority.routes.js';
import { batchKinds } from './batch.routes.js';
import { defineRoutes, Done, pageOf, PageQuery, pidParams, Timestamp } from './define.js';
import { Pid } from '../pid.js';

export const JobView = z
  .object({
    pid: Pid,
    kind: z.string(),
    state: z.enum(jobStates),
    library: z.object({ pid: Pid, name: LocalizedText }).nullable(),
    collection: z.object({ pid: Pid, name: LocalizedText }).nullable(),
    subject: z.object({ pid: Pid, title: z.string() }).nullable(),
    /** What it is a step of, where many records are done something to; `authorities` is a file of them. */
    batch: z
      .object({
        pid: Pid,
        kind: z.enum([...batchKinds, 'authorities']),
        step: z.enum(['plan', 'apply', 'undo']),
        authority: AuthorityKind.nullable(),
        file: z.string().nullable(),
      })
      .nullable(),
    /** The name of the file that something is made of. */
    file: z.string().nullable(),
    /** Failed, and seen by somebody who will not try it again. */
    putAway: z.boolean(),
    done: z.number().int(),
    total: z.number().int().nullable(),
    attempt: z.number().int(),
    problem: z.object({ code: z.string(), params: z.record(z.string(), z.json()) }).nullable(),
    createdBy: z.string().nullable(),
    createdAt: Timestamp,
    startedAt: Timestamp.nullable(),
    finishedAt: Timestamp.nullable(),
    nextTryAt: Timestamp.nullable(),
  })
  .meta({ id: 'Job' });

export const JobLogEntry = z
  .object({
    at: Timestamp,
    level: z.enum(['info', 'warn', 'error']),
    code: z.string(),
    detail: z.record(z.string(), z.json()),
  })
  .meta({ id: 'JobLogEntry' });

export const jobRoutes = defineRoutes({
  'GET /jobs': {
    summary: 'Jobs of all that one works in, newest first',
    access: { permission: 'job.read', on: 'any' },
    query: PageQuery.extend({
      state: z.enum(jobStates).optional(),
      kind: z.string().max(60).optional(),
      library: Pid.optional(),
      /** Only those that one may stop, try again or put away, and that nobody has put away. */
      mine: z.stringbool().default(false),
    }),
    response: pageOf(JobView).extend({ counts: z.record(z.string(), z.number().int()) }),
  },
  'GET /jobs/:job': {
    summary: 'One job with its log',
    access: { permission: 'job.read', on: 'job' },
    params: pidParams('job'),
    response: JobView.extend({ log: z.array(JobLogEntry) }),
  },
  'POST /jobs/:job/stop': {
    summary: 'Ask a job to stop at its next safe point',
    access: { permission: 'job.control', on: 'job' },
    params: pidParams('job'),
    response: Done,
  },
  'POST /jobs/:job/put-away': {
    summary: 'Say that a failed or stopped job has been seen and will not be tried again',
    access: { permission: 'job.control', on: 'job' },
    params: pidParams('job'),
    response: Done,
  },
  'DELETE /jobs/:job/put-away': {
    summary: 'Bring a job that was put away back among those that wait for somebody',
    access: { permission: 'job.control', on: 'job' },
    params: pidParams('job'),
    response: Done,
  },
  'POST /jobs/:job/retry': {
    summary: 'Go on with a failed or stopped job from its checkpoint',
    access: { permission: 'job.control', on: 'job' },
    params: pidParams('job'),
    response: Done,
  },
});
