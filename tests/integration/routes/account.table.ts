import { password } from '../../support/app.js';
import { tokenOf } from '../../support/world.js';
import { signedIn } from './actors.js';
import type { Table } from './entry.js';
import { next } from './tenant.js';

const library = (world: { own: { library: { pid: string } } }) => ({ library: world.own.library.pid });

export const accountTable: Table = {
  'GET /session': {},
  'POST /session': {
    apart: true,
    make: (_, actor) => ({ body: { email: actor.email ?? 'nobody@example.org', password } }),
    each: (actor) => (signedIn(actor) ? [200] : [401]),
  },
  'DELETE /session': { apart: true },
  'GET /sessions': {},
  'DELETE /sessions': { apart: true, make: () => ({ query: { keep: 'current' } }) },
  'DELETE /sessions/:session': {
    apart: true,
    // A session of somebody else: nobody may end it, and nobody is told that it is there.
    make: async (world) => {
      const { rows } = (await world.own.admin.get('/sessions')).body;
      return { params: { session: rows[0].pid } };
    },
    answers: [404],
  },
  'PATCH /account': { make: () => ({ body: { locale: 'en' } }) },
  'PUT /account/password': {
    apart: true,
    make: () => ({ body: { current: 'not the right one', next: 'another long password' } }),
    answers: [422],
  },
  'POST /password-resets': { make: () => ({ body: { email: `nobody-${next()}@example.org` } }) },
  'POST /password-resets/look': {
    make: async (world) => {
      const email = `forgetful-${next()}@example.org`;
      await world.app.accounts.ensureAccount({ email, name: 'Forgetful', password });
      await world.app.visitor().post('/password-resets', { email });
      return { body: { token: tokenOf(await world.linkTo(email)) } };
    },
  },
  'POST /password-resets/use': {
    apart: true,
    make: async (world) => {
      const email = `forgetful-${next()}@example.org`;
      await world.app.accounts.ensureAccount({ email, name: 'Forgetful', password });
      await world.app.visitor().post('/password-resets', { email });
      return { body: { token: tokenOf(await world.linkTo(email)), password: 'another long password' } };
    },
  },
  'GET /platform/invitations': {},
  'POST /platform/invitations': {
    make: () => ({ body: { email: `invited-${next()}@example.org`, role: 'platform-admin' } }),
  },
  'GET /libraries/:library/invitations': { make: (world) => ({ params: library(world) }) },
  'POST /libraries/:library/invitations': {
    make: (world) => ({
      params: library(world),
      body: { email: `${world.own.secret}-${next()}@example.org`, role: 'library-admin' },
    }),
  },
  'POST /collections/:collection/invitations': {
    make: (world) => ({
      params: { collection: world.own.main.pid },
      body: { email: `${world.own.secret}-${next()}@example.org`, role: 'reviewer' },
    }),
  },
  'POST /invitations/:invitation/resend': {
    place: 'library',
    make: async (world) => ({ params: { invitation: (await world.own.freshInvitation()).pid } }),
  },
  'DELETE /invitations/:invitation': {
    place: 'library',
    make: async (world) => ({ params: { invitation: (await world.own.freshInvitation()).pid } }),
  },
  'POST /invitations/look': {
    tells: true,
    make: async (world) => ({ body: { token: tokenOf((await world.own.freshInvitation()).link) } }),
  },
  'POST /invitations/accept': {
    apart: true,
    tells: true,
    make: async (world) => ({
      body: { token: tokenOf((await world.own.freshInvitation()).link), name: 'Invited', password },
    }),
  },
  'GET /libraries/:library/people': { make: (world) => ({ params: library(world) }) },
  'POST /libraries/:library/people/:person/grants': {
    make: async (world) => ({
      params: { ...library(world), person: (await world.freshPerson()).pid },
      body: { role: 'cataloger', collection: world.own.side.pid },
    }),
  },
  'DELETE /libraries/:library/people/:person': {
    make: async (world) => ({ params: { ...library(world), person: (await world.freshPerson()).pid } }),
  },
  'PATCH /grants/:grant': {
    place: 'library',
    make: async (world) => ({ params: { grant: (await world.freshPerson()).grant }, body: { role: 'reviewer' } }),
  },
  'DELETE /grants/:grant': {
    place: 'library',
    make: async (world) => ({ params: { grant: (await world.freshPerson('library-admin')).grant } }),
  },
  'GET /libraries/:library/people/:person/open-work': {
    make: async (world) => ({ params: { ...library(world), person: (await world.freshPerson()).pid } }),
  },
  'GET /libraries/:library/taken-roles': { make: (world) => ({ params: library(world) }) },
  'POST /libraries/:library/taken-roles/give-back': {
    make: async (world) => {
      const { grant } = await world.freshPerson();
      const reply = await world.own.admin.delete(`/grants/${grant}`);
      return { params: library(world), body: { taken: reply.body.taken } };
    },
  },
  'GET /people': {},
  'PATCH /people/:person': {
    make: async (world) => ({ params: { person: (await world.freshPerson()).pid }, body: { state: 'disabled' } }),
  },
};
