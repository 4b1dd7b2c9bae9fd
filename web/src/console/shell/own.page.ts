import { ownPath } from '../../../../server/contract/safe.href.js';

const isOwn = (path: unknown): path is string => typeof path === 'string' && ownPath(path) === path;

/** Where to go on after signing in: our own pages alone; an address that came with a link to elsewhere leads to Today. */
export const ownPage = (to: unknown): string => (isOwn(to) ? to : '/');

/** The reader's page from which somebody came to sign in. */
export const readersPage = (back: unknown): string | undefined =>
  isOwn(back) && !/^\/console(?:[/?#]|$)/.test(back) ? back : undefined;
