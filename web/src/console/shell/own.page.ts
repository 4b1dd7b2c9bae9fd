import { ownPath } from '../../../../server/contract/safe.href.js';

/** Where to go on after signing in: our own pages alone; an address that came with a link to elsewhere leads to Today. */
export const ownPage = (to: unknown): string => (typeof to === 'string' && ownPath(to) === to ? to : '/');
