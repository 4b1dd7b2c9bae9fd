import type { ServerResponse } from 'node:http';

/** Aborted when whoever asked has gone, also where the line was closed before anybody listened: that is said only once. */
export function goneOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (response.closed) gone.abort();
  else response.once('close', () => gone.abort());
  return gone.signal;
}
