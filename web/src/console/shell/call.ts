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
    }
    throw error;
  }
}

/** The console's way to the server. */
export function call<K extends ApiKey>(key: K, ...rest: [...Given<K>, options?: CallOptions]): Promise<Answer<K>> {
  return withSession(() => api(key, ...rest));
}
