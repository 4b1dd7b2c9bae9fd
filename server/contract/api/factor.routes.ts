import { z } from 'zod';
import { Pid } from '../pid.js';
import { SessionView } from './account.routes.js';
import { defineRoutes, Done, pidParams, Timestamp } from './define.js';

const Token = z.string().min(20).max(100);
const Code = z
  .string()
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/));
const Name = z.string().trim().min(1).max(60);
const b64 = (most: number) => z.string().min(1).max(most);

/** What `navigator.credentials` made, in the JSON form of WebAuthn level 3. */
const Credential = <R extends z.ZodRawShape>(response: R) =>
  z.object({
    id: b64(2000),
    rawId: b64(2000),
    type: z.literal('public-key'),
    authenticatorAttachment: z.string().max(40).nullish(),
    clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
    response: z.object(response),
  });
export const PasskeyMade = Credential({
  clientDataJSON: b64(8000),
  attestationObject: b64(50_000),
  transports: z.array(z.string().max(20)).max(10).optional(),
});
export const PasskeyShown = Credential({
  clientDataJSON: b64(8000),
  authenticatorData: b64(8000),
  signature: b64(4000),
  userHandle: z.string().max(200).nullish(),
});
export type PasskeyMade = z.infer<typeof PasskeyMade>;
export type PasskeyShown = z.infer<typeof PasskeyShown>;

/** For `navigator.credentials`, as the standard writes it. */
const PasskeyOptions = z.object({ token: z.string(), options: z.record(z.string(), z.json()) });

export const SecondProof = z.discriminatedUnion('by', [
  z.object({ by: z.literal('code'), code: Code }),
  z.object({ by: z.literal('recovery'), code: z.string().min(1).max(40) }),
  z.object({ by: z.literal('passkey'), passkey: PasskeyShown }),
]);
export type SecondProof = z.infer<typeof SecondProof>;

const FreshProof = z.discriminatedUnion('by', [
  /** Of those alone who have no second factor. */
  z.object({ by: z.literal('password'), password: z.string().min(1).max(200) }),
  z.object({ by: z.literal('code'), code: Code }),
  z.object({ by: z.literal('recovery'), code: z.string().min(1).max(40) }),
  z.object({ by: z.literal('passkey'), token: Token, passkey: PasskeyShown }),
]);

export const Passkey = z
  .object({ pid: Pid, name: z.string(), createdAt: Timestamp, lastUsedAt: Timestamp.nullable() })
  .meta({ id: 'Passkey' });

export const Factors = z
  .object({
    /** Since when codes of an app are asked for; null where none is set up. */
    totpSince: Timestamp.nullable(),
    passkeys: z.array(Passkey),
    recoveryLeft: z.number().int(),
    /** The platform asks it of this person: the last one cannot be taken away. */
    required: z.boolean(),
    /** Passkeys need a platform that is reached by a name, with TLS or on this machine. */
    passkeysPossible: z.boolean(),
  })
  .meta({ id: 'Factors' });

/** Shown once, when the first factor is set up. */
const RecoveryCodes = z.array(z.string()).nullable();

export const SecurityRules = z
  .object({
    /** Admins of the platform and of libraries need a second factor. */
    requireFactor: z.boolean().default(false),
    freshMinutes: z.number().int().min(1).max(1440).default(15),
    adminIdleHours: z.number().int().min(1).max(720).default(12),
    adminLongestDays: z.number().int().min(1).max(90).default(7),
    idleDays: z.number().int().min(1).max(365).default(14),
    longestDays: z.number().int().min(1).max(730).default(90),
  })
  .meta({ id: 'SecurityRules' });
export type SecurityRules = z.infer<typeof SecurityRules>;

export const factorRoutes = defineRoutes({
  'POST /session/second': {
    summary: 'Finish signing in with a second factor',
    access: 'public',
    body: z.object({ token: Token, proof: SecondProof }),
    response: SessionView,
  },
  'POST /session/second/passkey': {
    summary: 'What a passkey is to sign to finish signing in',
    access: 'public',
    body: z.object({ token: Token }),
    response: PasskeyOptions,
  },
  'POST /session/passkey/options': {
    summary: 'What a passkey is to sign to sign in without a password',
    access: 'public',
    response: PasskeyOptions,
  },
  'POST /session/passkey': {
    summary: 'Sign in with a passkey alone; it must have asked for a finger, a face or its PIN',
    access: 'public',
    body: z.object({ token: Token, passkey: PasskeyShown }),
    response: SessionView,
  },
  'POST /session/fresh': {
    summary: 'Show again that it is oneself, for what asks for it',
    access: 'signed-in',
    enrolling: true,
    body: z.object({ proof: FreshProof }),
    response: Done,
  },
  'POST /session/fresh/passkey': {
    summary: 'What a passkey is to sign to show that it is oneself',
    access: 'signed-in',
    enrolling: true,
    response: PasskeyOptions,
  },

  'GET /account/factors': {
    summary: 'One’s own second factors',
    access: 'signed-in',
    enrolling: true,
    response: Factors,
  },
  'POST /account/totp': {
    summary: 'Begin to set up an authenticator app; nothing counts until a code of it is shown',
    access: 'signed-in',
    enrolling: true,
    fresh: true,
    response: z.object({ secret: z.string(), uri: z.string(), qr: z.string() }),
  },
  'POST /account/totp/confirm': {
    summary: 'Show the first code of the app',
    access: 'signed-in',
    enrolling: true,
    fresh: true,
    body: z.object({ code: Code }),
    response: z.object({ factors: Factors, recoveryCodes: RecoveryCodes }),
  },
  'DELETE /account/totp': {
    summary: 'Give up the authenticator app',
    access: 'signed-in',
    fresh: true,
    response: Factors,
  },
  'POST /account/recovery-codes': {
    summary: 'New recovery codes; the earlier ones are void',
    access: 'signed-in',
    fresh: true,
    response: z.object({ recoveryCodes: z.array(z.string()) }),
  },
  'POST /account/passkeys/options': {
    summary: 'What a new passkey is to be made for',
    access: 'signed-in',
    enrolling: true,
    fresh: true,
    response: PasskeyOptions,
  },
  'POST /account/passkeys': {
    summary: 'Add a passkey',
    access: 'signed-in',
    enrolling: true,
    fresh: true,
    body: z.object({ token: Token, name: Name, passkey: PasskeyMade }),
    response: z.object({ factors: Factors, recoveryCodes: RecoveryCodes }),
    status: 201,
  },
  'PATCH /account/passkeys/:passkey': {
    summary: 'Rename a passkey',
    access: 'signed-in',
    params: pidParams('passkey'),
    body: z.object({ name: Name }),
    response: Factors,
  },
  'DELETE /account/passkeys/:passkey': {
    summary: 'Remove a passkey',
    access: 'signed-in',
    fresh: true,
    params: pidParams('passkey'),
    response: Factors,
  },

  'DELETE /people/:person/factors': {
    summary: 'Take somebody’s lost second factors away; they are signed out, and told by mail',
    access: { permission: 'platform.edit', on: 'platform' },
    fresh: true,
    params: pidParams('person'),
    response: Done,
  },
  'GET /platform/security': {
    summary: 'How strict signing in is',
    access: { permission: 'platform.read', on: 'platform' },
    response: SecurityRules,
  },
  'PUT /platform/security': {
    summary: 'Set how strict signing in is',
    access: { permission: 'platform.edit', on: 'platform' },
    fresh: true,
    body: SecurityRules,
    response: SecurityRules,
  },
});
