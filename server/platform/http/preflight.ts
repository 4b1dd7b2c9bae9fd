import type { NextFunction, Request, Response } from 'express';
import { mayBeForAnySite } from './any.site.js';

/**
 * What a browser asks before it asks, when a page of another site wants to read with headers of its own. What may then
 * be read is said by each answer; what may be written is nobody's from outside.
 */
export function preflight(request: Request, response: Response, next: NextFunction): void {
  const asks = request.get('access-control-request-method');
  if (request.method !== 'OPTIONS' || asks === undefined || !mayBeForAnySite(request.path)) return next();
  response.vary('Origin');
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, HEAD',
    'Access-Control-Allow-Headers': 'Accept, Accept-Language, If-None-Match, If-Modified-Since, Range',
    'Access-Control-Max-Age': '86400',
  });
  response.status(204).end();
}
