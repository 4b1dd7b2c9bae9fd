import { AsyncLocalStorage } from 'node:async_hooks';

/** Only what logs and audit lines need; who is asking travels as an argument. */
export interface RequestContext {
  requestId: string;
  /** With what program somebody came. */
  agent: string | null;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();
