import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * As whom statements run. `readers` owns nothing and may only read what is published; `staff` reads that too, and works
 * on the libraries that its setting names (`linlang.libraries`). The policies of the tables ask for no more than these.
 */
export interface Identity {
  readonly role: 'readers' | 'staff';
  /** Ids, or `*` for all; ` reading` after them where other libraries' names are met beside their published records. */
  readonly setting: string;
}

const reading = ' reading';

export const readerIdentity: Identity = { role: 'readers', setting: reading };

/** Jobs, the start, the command line, and the few look-ups that come before anybody knows who is asking. */
export const systemIdentity: Identity = { role: 'staff', setting: '*' };

export function staffIdentity(libraries: readonly number[], meets: 'own' | 'everything published'): Identity {
  const ids = [...new Set(libraries)].sort((a, b) => a - b).join(',');
  return { role: 'staff', setting: meets === 'own' ? ids : ids + reading };
}

interface Holder {
  identity: Identity;
}

const holders = new AsyncLocalStorage<Holder>();

/** Outside any request it is the system: the start, jobs, timers. Requests begin as readers. */
export const currentIdentity = (): Identity => holders.getStore()?.identity ?? systemIdentity;

export const runAs = <T>(identity: Identity, work: () => T): T => holders.run({ identity }, work);

/** From here on the request that this belongs to is that one's: said once, by the guard. */
export function becomeIdentity(identity: Identity): void {
  const holder = holders.getStore();
  if (!holder) throw new Error('only a request can become somebody');
  holder.identity = identity;
}
