import type { Answer } from '../../../../server/contract/api/index.js';

export type FreshWay = 'passkey' | 'code' | 'recovery' | 'password';

/** By what one shows again that it is oneself: where a second factor is set up, the password alone does not count. */
export function freshWays(
  factors: Pick<Answer<'GET /account/factors'>, 'totpSince' | 'passkeys' | 'recoveryLeft'>,
  passkeysKnown: boolean,
): FreshWay[] {
  const { totpSince, passkeys, recoveryLeft } = factors;
  if (totpSince === null && passkeys.length === 0) return ['password'];
  const ways: FreshWay[] = [
    ...(totpSince !== null ? (['code'] as const) : []),
    ...(passkeys.length > 0 && passkeysKnown ? (['passkey'] as const) : []),
    ...(recoveryLeft > 0 ? (['recovery'] as const) : []),
  ];
  // A browser that knows none says so itself.
  return ways.length > 0 ? ways : ['passkey'];
}
