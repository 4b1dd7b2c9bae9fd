import type { Answer, Input } from '../../../../server/contract/api/index.js';

type Options = Answer<'POST /session/passkey/options'>['options'];
export type PasskeyMade = Input<'POST /account/passkeys'>['body']['passkey'];
export type PasskeyShown = Input<'POST /session/passkey'>['body']['passkey'];

/** Loaded when it is wanted: most people sign in without. */
const browser = () => import('@simplewebauthn/browser');

export const passkeysKnown = (): boolean => typeof PublicKeyCredential === 'function';

/** The person changed their mind, took too long, or this browser holds no passkey that fits; the platform never learns which. */
export class PasskeyDeclined extends Error {}

async function asked<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new PasskeyDeclined(error instanceof Error ? error.name : 'unknown', { cause: error });
  }
}

export async function makePasskey(options: Options): Promise<PasskeyMade> {
  const { startRegistration } = await browser();
  return asked(() => startRegistration({ optionsJSON: options as never })) as unknown as Promise<PasskeyMade>;
}

export async function showPasskey(options: Options): Promise<PasskeyShown> {
  const { startAuthentication } = await browser();
  return asked(() => startAuthentication({ optionsJSON: options as never })) as unknown as Promise<PasskeyShown>;
}
