import { z } from 'zod';
import { Locale, LocalizedText } from '../localized.js';
import { roles } from '../permissions.js';
import { longestPasswordLength } from '../password.rules.js';
import { Pid } from '../pid.js';
import { defineRoutes, Done, pageOf, PageQuery, pidParams, Timestamp } from './define.js';

export const Role = z.enum(roles);
const Email = z.email().max(254);
/** Its strength is judged where its owner is known; only the length of what is hashed is bounded here. */
const Password = z.string().min(1).max(longestPasswordLength);
const Token = z.string().min(20).max(100);
const PersonName = z.string().trim().min(1).max(100);
const Permissions = z.array(z.string());
const Named = z.object({ pid: Pid, name: LocalizedText });
const Slugged = Named.extend({ slug: z.string() });

export const Account = z
  .object({ pid: Pid, email: z.string(), name: z.string(), locale: Locale })
  .meta({ id: 'Account' });

/** Who is asking and what they may do where: all that a console needs to draw itself. */
export const SessionView = z
  .object({
    /** Null for a visitor who is not signed in. */
    account: Account.nullable(),
    /** Sent back as `X-CSRF-Token` with every request that changes something. */
    csrfToken: z.string().nullable(),
    roles: z.array(Role),
    /** What may be done on the platform itself, and with it everywhere. */
    permissions: Permissions,
    /** The libraries one works in, with what may be done in all of each; empty for a reader. */
    libraries: z.array(
      Slugged.extend({
        roles: z.array(Role),
        permissions: Permissions,
        collections: z.array(
          /** Null where it is the same as in the whole library. */
          Slugged.extend({ kind: z.string(), permissions: Permissions.nullable() }),
        ),
      }),
    ),
    /** Libraries whose members' material is open to this reader. */
    memberOf: z.array(Slugged),
    /** The password was right and a second factor is to follow: nobody is signed in yet. */
    second: z.object({ token: z.string(), methods: z.array(z.enum(['code', 'passkey', 'recovery'])) }).nullable(),
    /** The platform asks a second factor of this admin: until it is set up, no role counts. */
    mustEnrol: z.boolean(),
  })
  .meta({ id: 'Session' });

export const OwnSession = z
  .object({
    pid: Pid,
    current: z.boolean(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    createdAt: Timestamp,
    lastSeenAt: Timestamp,
  })
  .meta({ id: 'OwnSession' });

export const GrantView = z
  .object({ pid: Pid, role: Role, library: Named.nullable(), collection: Named.nullable() })
  .meta({ id: 'Grant' });

/** By these they are given back; none of the platform's own. */
const Taken = Done.extend({ taken: z.array(Pid) });

export const Person = z
  .object({
    pid: Pid,
    name: z.string(),
    email: z.string(),
    state: z.enum(['active', 'disabled']),
    /** Invited or made from the command line, and no password set yet. */
    pending: z.boolean(),
    /** Told to those who run the platform, who may take them away; null in a library's list. */
    secondFactor: z.boolean().nullable(),
    lastSeenAt: Timestamp.nullable(),
    createdAt: Timestamp,
    grants: z.array(GrantView),
  })
  .meta({ id: 'Person' });

export const Invitation = z
  .object({
    pid: Pid,
    email: z.string(),
    role: Role,
    library: Named.nullable(),
    collection: Named.nullable(),
    invitedBy: z.string().nullable(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    expired: z.boolean(),
  })
  .meta({ id: 'Invitation' });

/**
 * The link is told only where no mail goes out, for the inviter to pass on, and only while the address has no account:
 * a link to somebody's account is not for others to see.
 */
const InvitationSent = Invitation.extend({
  link: z.string().nullable(),
  /** Whether a mail goes out. Where none does, the operator finds it in a file. */
  mailed: z.boolean(),
}).meta({ id: 'InvitationSent' });

const libraryRoles = ['library-admin', 'reviewer', 'cataloger', 'reader'] as const;
const collectionRoles = ['reviewer', 'cataloger'] as const;
const invite = <const R extends readonly [string, ...string[]]>(offered: R) =>
  z.object({ email: Email, role: z.enum(offered), locale: Locale.optional() });

export const accountRoutes = defineRoutes({
  'GET /session': { summary: 'Who is asking, and what they may do where', access: 'public', response: SessionView },
  'POST /session': {
    summary: 'Sign in',
    access: 'public',
    cost: 'sign-in',
    body: z.object({ email: z.string().trim().min(1).max(254), password: Password }),
    response: SessionView,
  },
  'DELETE /session': { summary: 'Sign out here', access: 'signed-in', enrolling: true, response: Done },
  'GET /sessions': {
    summary: 'Where one is signed in',
    access: 'signed-in',
    response: z.object({ rows: z.array(OwnSession) }),
  },
  'DELETE /sessions': {
    summary: 'Sign out everywhere, here as well unless asked otherwise',
    access: 'signed-in',
    fresh: true,
    query: z.object({ keep: z.enum(['none', 'current']).default('none') }),
    response: Done,
  },
  'DELETE /sessions/:session': {
    summary: 'Sign out one browser of one’s own',
    access: 'signed-in',
    fresh: true,
    params: pidParams('session'),
    response: Done,
  },
  'PATCH /account': {
    summary: 'Change one’s own name or language',
    access: 'signed-in',
    body: z.object({ name: PersonName.optional(), locale: Locale.optional() }),
    response: Account,
  },
  'PUT /account/password': {
    summary: 'Change one’s own password; other browsers are signed out',
    access: 'signed-in',
    cost: 'sign-in',
    body: z.object({ current: Password, next: Password }),
    response: Done,
  },

  'POST /password-resets': {
    summary: 'Ask for a mail that lets one set a new password; the answer is the same for unknown addresses',
    access: 'public',
    cost: 'mail',
    body: z.object({ email: Email }),
    /** `mailed`: whether the platform sends mail at all. Where it does not, the operator finds it in a file. */
    response: Done.extend({ mailed: z.boolean() }),
  },
  'POST /password-resets/look': {
    summary: 'Whose password a link of such a mail would set',
    access: 'public',
    cost: 'sign-in',
    body: z.object({ token: Token }),
    response: z.object({ email: z.string(), name: z.string() }),
  },
  'POST /password-resets/use': {
    summary: 'Set a new password with the link of the mail, and sign in',
    access: 'public',
    cost: 'sign-in',
    body: z.object({ token: Token, password: Password }),
    response: SessionView,
  },

  'GET /platform/invitations': {
    summary: 'Open invitations to administer the platform',
    access: { permission: 'platform.read', on: 'platform' },
    response: z.object({ rows: z.array(Invitation) }),
  },
  'POST /platform/invitations': {
    summary: 'Invite somebody to administer the platform',
    access: { permission: 'platform.edit', on: 'platform' },
    cost: 'mail',
    fresh: true,
    body: invite(['platform-admin']),
    response: InvitationSent,
    status: 201,
  },
  'GET /libraries/:library/invitations': {
    summary: 'Open invitations to a library and its collections',
    access: { permission: 'person.read', on: 'library' },
    params: pidParams('library'),
    response: z.object({ rows: z.array(Invitation) }),
  },
  'POST /libraries/:library/invitations': {
    summary: 'Invite somebody to a library',
    access: { permission: 'person.invite', on: 'library' },
    cost: 'mail',
    fresh: true,
    params: pidParams('library'),
    body: invite(libraryRoles),
    response: InvitationSent,
    status: 201,
  },
  'POST /collections/:collection/invitations': {
    summary: 'Invite somebody to work on one collection',
    access: { permission: 'person.invite', on: 'collection' },
    cost: 'mail',
    fresh: true,
    params: pidParams('collection'),
    body: invite(collectionRoles),
    response: InvitationSent,
    status: 201,
  },
  'POST /invitations/:invitation/resend': {
    summary: 'Send an invitation again; the earlier link stops working',
    access: { permission: 'person.invite', on: 'invitation' },
    cost: 'mail',
    fresh: true,
    params: pidParams('invitation'),
    response: InvitationSent,
  },
  'DELETE /invitations/:invitation': {
    summary: 'Take an invitation back',
    access: { permission: 'person.invite', on: 'invitation' },
    params: pidParams('invitation'),
    response: Done,
  },
  'POST /invitations/look': {
    summary: 'What one is invited to',
    access: 'public',
    cost: 'sign-in',
    body: z.object({ token: Token }),
    response: z.object({
      email: z.string(),
      role: Role,
      library: Named.nullable(),
      collection: Named.nullable(),
      invitedBy: z.string().nullable(),
      /** The address has an account: one signs in to accept, with a password or after setting one by a link of one's own. */
      hasAccount: z.boolean(),
      /** One is signed in as that very address: accepting needs nothing more. */
      signedIn: z.boolean(),
    }),
  },
  'POST /invitations/accept': {
    summary: 'Accept: with a name and a password for a new account, or signed in as the address invited',
    access: 'public',
    cost: 'sign-in',
    body: z.object({
      token: Token,
      name: PersonName.optional(),
      password: Password.optional(),
      /** Of a new account; else that of the invitation. */
      locale: Locale.optional(),
    }),
    response: SessionView,
  },

  'GET /libraries/:library/people': {
    summary: 'Who holds which role in a library and its collections',
    access: { permission: 'person.read', on: 'library' },
    params: pidParams('library'),
    query: PageQuery.extend({ q: z.string().max(100).optional(), role: Role.optional() }),
    response: pageOf(Person),
  },
  'POST /libraries/:library/people/:person/grants': {
    summary: 'Give one of a library’s people another role, in the library or in one collection',
    access: { permission: 'person.edit', on: 'library' },
    fresh: true,
    params: pidParams('library', 'person'),
    body: z.object({ role: z.enum(libraryRoles), collection: Pid.optional() }),
    response: GrantView,
    status: 201,
  },
  'DELETE /libraries/:library/people/:person': {
    summary: 'Take all roles in a library from somebody',
    access: { permission: 'person.edit', on: 'library' },
    fresh: true,
    params: pidParams('library', 'person'),
    response: Taken,
  },
  'PATCH /grants/:grant': {
    summary: 'Change a role',
    access: { permission: 'person.edit', on: 'grant' },
    fresh: true,
    params: pidParams('grant'),
    body: z.object({ role: Role }),
    response: GrantView,
  },
  'DELETE /grants/:grant': {
    summary: 'Take a role away',
    access: { permission: 'person.edit', on: 'grant' },
    fresh: true,
    params: pidParams('grant'),
    response: Taken,
  },

  'GET /people': {
    summary: 'Everybody with an account',
    access: { permission: 'platform.read', on: 'platform' },
    query: PageQuery.extend({ q: z.string().max(100).optional() }),
    response: pageOf(Person),
  },
  'PATCH /people/:person': {
    summary: 'Close or open an account; closing it signs it out everywhere',
    access: { permission: 'platform.edit', on: 'platform' },
    fresh: true,
    params: pidParams('person'),
    body: z.object({ state: z.enum(['active', 'disabled']) }),
    response: Person,
  },
});
