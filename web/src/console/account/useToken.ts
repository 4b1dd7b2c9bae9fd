import { ApiProblem } from '../../api/problem.js';

/** Links of mails carry their token behind the #, so that no server or log ever sees it. */
export function tokenOfAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}

/** Whether the link itself is what is wrong: used, too old, taken back, or cut off by a mail program. */
export const isDeadLink = (problem: unknown, token: string): boolean =>
  problem instanceof ApiProblem &&
  (problem.code === 'token.invalid' || (problem.code === 'request.invalid' && token.length < 20));
