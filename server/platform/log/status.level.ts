/**
 * How loud an answer is told in the log. What a client asked wrongly (a 501 is a standard's word for a format that we do
 * not make) is nobody's trouble here; an engine that is down mends itself; anything else above 500 wants a person.
 */
export function levelOfStatus(status: number): 'debug' | 'warn' | 'error' {
  if (status < 500 || status === 501) return 'debug';
  return status >= 502 && status <= 504 ? 'warn' : 'error';
}
