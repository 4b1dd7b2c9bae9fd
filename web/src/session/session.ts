import { computed, reactive, readonly } from 'vue';
import type { Answer } from '../../../server/contract/api/index.js';
import type { Permission } from '../../../server/contract/permissions.js';
import { api } from '../api/api.js';
import { setCsrfToken } from '../api/csrf.js';
import { ApiProblem } from '../api/problem.js';

export type SessionState = Answer<'GET /session'>;
/** What is still to be shown after the right password. */
export type SecondStep = NonNullable<SessionState['second']>;
export type WorkingLibrary = SessionState['libraries'][number];

const nobody: SessionState = {
  account: null,
  csrfToken: null,
  roles: [],
  permissions: [],
  libraries: [],
  memberOf: [],
  second: null,
  mustEnrol: false,
};
const state = reactive<{ known: boolean; view: SessionState }>({ known: false, view: nobody });

function take(view: SessionState): void {
  setCsrfToken(view.csrfToken ?? '');
  state.view = view;
  state.known = true;
}

/** Who is asking. Until `loadSession` has answered nothing is known, and nothing should be drawn from it. */
export const session = readonly(state);
export const account = computed(() => state.view.account);
/** An admin who has to set up a second factor before anything else. */
export const mustEnrol = computed(() => state.view.mustEnrol);

export async function loadSession(): Promise<void> {
  take(await api('GET /session'));
}

/**
 * Throws `session.wrong-credentials`, `session.locked` or `account.disabled`. Answers with the second step where there
 * is one: nobody is signed in before that.
 */
export async function signIn(email: string, password: string): Promise<SecondStep | null> {
  const view = await api('POST /session', { body: { email, password } });
  if (!view.second) take(view);
  return view.second;
}

/** For the routes that sign in by other means (an invitation, a new password) and answer with the session. */
export const takeSession = take;

export async function signOut(): Promise<void> {
  try {
    await api('DELETE /session');
  } catch (error) {
    // A session that has ended already is what was wanted.
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
  }
  take(nobody);
}

/** A request was answered with 401: what is on the screen stays, and signing in again goes on from there. */
export function sessionEnded(): void {
  take(nobody);
}

/**
 * Whether the person may do something; in a library, or in one collection of it. Only for what is drawn:
 * the server decides for itself.
 */
export function may(permission: Permission, where: { library?: string; collection?: string } = {}): boolean {
  const { view } = state;
  if (view.permissions.includes(permission)) return true;
  const libraries = where.library ? view.libraries.filter(({ pid }) => pid === where.library) : view.libraries;
  return libraries.some((library) => {
    if (where.collection) {
      const collection = library.collections.find(({ pid }) => pid === where.collection);
      return (collection?.permissions ?? library.permissions).includes(permission);
    }
    if (library.permissions.includes(permission)) return true;
    // Asked for nowhere in particular, a permission in one collection counts.
    return !where.library && library.collections.some((collection) => collection.permissions?.includes(permission));
  });
}
