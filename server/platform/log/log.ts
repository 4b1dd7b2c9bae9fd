import { pino } from 'pino';
import type { Logger as PinoLogger } from 'pino';
import type { LoggerService } from '@nestjs/common';
import { requestContext } from '../http/request-context.js';

// The settings refuse a wrong level by name; until they have been read, this one must not be what stops the boot.
const asked = process.env['LOG_LEVEL'] ?? '';
const level = asked === 'silent' || Object.hasOwn(pino.levels.values, asked) ? asked : 'info';

/** Structured lines on stdout; each one written during a request carries its id. */
export const log: PinoLogger = pino({
  level,
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: ['password', '*.password', 'token', '*.token', 'cookie', 'req.headers.cookie'], censor: '…' },
  mixin: () => {
    const requestId = requestContext.getStore()?.requestId;
    return requestId ? { requestId } : {};
  },
});

/** Nest's own messages through the same door. */
export class NestLog implements LoggerService {
  log(message: unknown, context?: string): void {
    log.debug({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    log.warn({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    log.error({ context, stack }, String(message));
  }
}
