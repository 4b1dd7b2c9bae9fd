/** What Node says when nobody is at the other end. */
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * What PostgreSQL says when it cannot serve just now: class 08 (connection), 57P (shut down, crashed, starting up),
 * 57014 (a statement took longer than allowed), 53300 (too many connections), 25P03 (idle in a transaction for too long).
 */
const server = /^(08\w{3}|57P\d\d|57014|53300|25P03)$/;

/** The driver and its pool have no codes for these; the last ones are said while we ourselves are being shut down, or go on
 * with a connection that was taken from us. */
const driver =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after|Driver not Connected|Cannot (execute operation|get entity manager).* connection is not yet|Connection with .* is not established|Query runner already released|Database connection provided by a query runner was already released)/i;

/** Nobody lets us in: whatever was asked, it is not to blame. What breaks off within a statement may be the statement's doing. */
const shut = /^(ECONNREFUSED|57P01|57P03|53300)$/;

/** Of an error and what caused it. */
function isAny(error: unknown, is: (code: string, message: string) => boolean): boolean {
  for (let one = error, depth = 0; one instanceof Error && depth < 4; depth++) {
    const { code, driverError, cause } = one as { code?: unknown; driverError?: unknown; cause?: unknown };
    if (is(typeof code === 'string' ? code : '', one.message)) return true;
    one = driverError ?? cause;
  }
  return false;
}

/** Has the database gone, and not the statement wrong? Then asking again later is worth the while. */
export const isLostConnection = (error: unknown): boolean =>
  isAny(error, (code, message) => network.has(code) || server.test(code) || driver.test(message));

/** Is it shut, rather than lost on the way? */
export const isShut = (error: unknown): boolean => isAny(error, (code) => shut.test(code));

/** Two waited for each other, and this one was sent away: nothing of it was done. */
export const isDeadlock = (error: unknown): boolean => isAny(error, (code) => code === '40P01');
