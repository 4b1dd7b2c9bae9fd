import { z } from 'zod';
import { LocalizedText } from '../localized.js';
import { Pid } from '../pid.js';
import { GrantView, Role } from './account.routes.js';
import { defineRoutes, pageOf, PageQuery, pidParams, Timestamp } from './define.js';

const count = z.number().int();
/** As many as a library's person can have at once, and more. */
const mostGivenBack = 100;

/** A role that was taken away and can be given back. */
export const TakenRole = z
  .object({
    pid: Pid,
    person: z.object({ pid: Pid, name: z.string(), email: z.string() }),
    role: Role,
    collection: z.object({ pid: Pid, name: LocalizedText }).nullable(),
    takenBy: z.string().nullable(),
    takenAt: Timestamp,
    /** From then on only a new role helps, or a new invitation. */
    until: Timestamp,
  })
  .meta({ id: 'TakenRole' });

export const takenRoutes = defineRoutes({
  'GET /libraries/:library/people/:person/open-work': {
    summary: 'What somebody has under way in a library, or in one collection of it, before their role is taken',
    access: { permission: 'person.edit', on: 'library' },
    params: pidParams('library', 'person'),
    query: z.object({ collection: Pid.optional() }),
    response: z.object({
      /** Items on which something is typed and not saved: it stays theirs. */
      drafts: count,
      /** Handed in by them, and waiting to be reviewed. */
      submitted: count,
      /** Things being done to many items, which stop. */
      batches: count,
    }),
  },
  'GET /libraries/:library/taken-roles': {
    summary: 'Roles that were taken away and can be given back, the latest first',
    access: { permission: 'person.edit', on: 'library' },
    params: pidParams('library'),
    query: PageQuery,
    response: pageOf(TakenRole),
  },
  'POST /libraries/:library/taken-roles/give-back': {
    summary: 'Give roles back as they were; all of them, or none',
    access: { permission: 'person.edit', on: 'library' },
    fresh: true,
    params: pidParams('library'),
    body: z.object({ taken: z.array(Pid).min(1).max(mostGivenBack) }),
    response: z.object({ grants: z.array(GrantView) }),
  },
});
