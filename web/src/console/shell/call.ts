import { ref } from 'vue';
import type { Answer, ApiKey, Request } from '../../../../server/contract/api/index.js';
import { api, type CallOptions } from '../../api/api.js';
import { ApiProblem, Unreachable } from '../../api/problem.js';
import { account, loadSession } from '../../session/session.js';

type Given<K extends ApiKey> = object extends Request<K> ? [request?: Request<K>] : [request: Request<K>];

/** Requests that found the session gone wait here until somebody has signed in again, or given up. */
export const signInWanted = ref(false);
let waiting: ((signedIn: boolean) => void)[] = [];

export function answerSignIn(signedIn: boolean): void {
  signInWanted.value = false;
  const all = waiting;
  waiting = [];
  for (const resolve of all) resolve(signedIn);
}

function askForSignIn(): Promise<boolean> {
  signInWanted.value = true;
  return new Promise((resolve) => waiting.push(resolve));
}

/** Requests that need it shown again who sits here wait until it was, or until somebody gave up. */
export const freshWanted = ref(false);
let waitingFresh: ((shown: boolean) => void)[] = [];

export function answerFresh(shown: boolean): void {
  freshWanted.value = false;
  const all = waitingFresh;
  waitingFresh = [];
  for (const resolve of all) resolve(shown);
}

function askForFresh(): Promise<boolean> {
  freshWanted.value = true;
  return new Promise((resolve) => waitingFresh.push(resolve));
}

/** Whether the server is out of reach, for the line that says so. */
export const connectionLost = ref(false);

async function watched<T>(request: () => Promise<T>): Promise<T> {
  try {
    const answer = await request();
    connectionLost.value = false;
    return answer;
  } catch (error) {
    if (error instanceof Unreachable) connectionLost.value = true;
    else if (error instanceof ApiProblem) connectionLost.value = false;
    throw error;
  }
}

/**
 * A session that ran out is renewed in a dialog over the work at hand, and the request is sent again,
 * so that nothing that was typed or chosen is lost.
 */
export async function withSession<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await watched(request);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    if (error.code === 'request.csrf') {
      await loadSession();
      if (account.value || (await askForSignIn())) return await watched(request);
    } else if (error.code === 'session.required' && (await askForSignIn())) {
      return await watched(request);
    } else if (error.code === 'session.not-fresh' && (await askForFresh())) {
      return await watched(request);
    } else if (error.code === 'session.factor-required') {
      // The rule came while this page was open: the router leads to where it is met.
      await loadSession();
    }
    throw error;
  }
}

/** The console's way to the server. */
export function call<K extends ApiKey>(key: K, ...rest: [...Given<K>, options?: CallOptions]): Promise<Answer<K>> {
  return withSession(() => api(key, ...rest));
}
