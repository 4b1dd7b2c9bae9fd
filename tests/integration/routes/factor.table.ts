import { newPid } from '../../../server/contract/pid.js';
import { SoftPasskey } from '../../support/passkey.js';
import { signedIn } from './actors.js';
import type { Table } from './entry.js';

const token = 'a token that nobody was ever given';
const shown = () => new SoftPasskey('http://localhost').show({ challenge: 'nothing' });
const rules = {
  requireFactor: false,
  freshMinutes: 240,
  adminIdleHours: 12,
  adminLongestDays: 7,
  idleDays: 14,
  longestDays: 90,
};

export const factorTable: Table = {
  'POST /session/second': {
    make: () => ({ body: { token, proof: { by: 'code', code: '123456' } } }),
    each: () => [410],
  },
  'POST /session/second/passkey': { make: () => ({ body: { token } }), each: () => [410] },
  'POST /session/passkey/options': {},
  'POST /session/passkey': { make: () => ({ body: { token, passkey: shown() } }), each: () => [410] },
  'POST /session/fresh': {
    apart: true,
    make: () => ({ body: { proof: { by: 'password', password: 'not the right one' } } }),
    each: (actor) => (signedIn(actor) ? [422] : [401]),
  },
  'POST /session/fresh/passkey': {},
  'GET /account/factors': {},
  'POST /account/totp': { apart: true },
  'POST /account/totp/confirm': { apart: true, make: () => ({ body: { code: '123456' } }), answers: [404] },
  'DELETE /account/totp': { apart: true, answers: [404] },
  'POST /account/recovery-codes': { apart: true, answers: [404] },
  'POST /account/passkeys/options': {},
  'POST /account/passkeys': {
    make: () => ({ body: { token, name: 'x', passkey: new SoftPasskey('http://localhost').make({ challenge: 'x' }) } }),
    answers: [410],
  },
  'PATCH /account/passkeys/:passkey': {
    make: () => ({ params: { passkey: newPid() }, body: { name: 'x' } }),
    answers: [404],
  },
  'DELETE /account/passkeys/:passkey': { make: () => ({ params: { passkey: newPid() } }), answers: [404] },
  'DELETE /people/:person/factors': {
    make: async (world) => {
      const { pid } = await world.freshPerson();
      await world.app.database.query(
        `INSERT INTO account_passkey (pid, account_id, credential_id, public_key, name)
         SELECT $1, id, $1, ''::bytea, 'lost' FROM account WHERE pid = $2`,
        [newPid(), pid],
      );
      return { params: { person: pid } };
    },
  },
  'GET /platform/security': {},
  'PUT /platform/security': { make: () => ({ body: rules }) },
};
