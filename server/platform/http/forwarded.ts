import type { NextFunction, Request, Response } from 'express';

/** `203.0.113.7:4711`, `[2001:db8::1]` and `[2001:db8::1]:4711`, as some proxies write whom they pass on. */
const written = /^(?:\[([^\]]+)\]|(\d+\.\d+\.\d+\.\d+))(?::\d+)?$/;

/** The addresses of an `X-Forwarded-For` without ports and brackets; what else stands there stays as it is. */
export const plainAddresses = (header: string): string =>
  header
    .split(',')
    .map((one) => one.trim())
    .map((one) => written.exec(one)?.slice(1).find(Boolean) ?? one)
    .join(', ');

/**
 * Before anybody asks where a request comes from: with its port no address is one, neither a visitor's nor that of a
 * proxy between two others.
 */
export function readForwarded(request: Request, _response: Response, next: NextFunction): void {
  const header = request.headers['x-forwarded-for'];
  if (header !== undefined) request.headers['x-forwarded-for'] = plainAddresses([header].flat().join(','));
  next();
}
