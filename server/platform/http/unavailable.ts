import type { NextFunction, Request, Response } from 'express';
import { Problem } from '../../contract/problems.js';
import type { DatabaseWatch } from '../database/database.watch.js';
import { sendProblem } from './problem.filter.js';
import { unavailablePage, unavailablePolicy } from './unavailable.page.js';

/** Answered without the database, or about it. */
const without = new Set(['/healthz', '/readyz', '/metrics']);
const forPrograms = /^\/(api|iiif|p|f)(\/|$)/;

export const retryAfter = 10;

export function sendUnavailable(request: Request, response: Response): void {
  response.status(503).set({ 'Cache-Control': 'no-store', 'Retry-After': String(retryAfter) });
  response.vary('Cookie').type('html').set('Content-Security-Policy', unavailablePolicy);
  response.send(unavailablePage(request.originalUrl));
}

function refuse(request: Request, response: Response): void {
  const page = (request.method === 'GET' || request.method === 'HEAD') && !forPrograms.test(request.path);
  if (page) sendUnavailable(request, response);
  else sendProblem(response, new Problem('server.unavailable', { retryAfter }));
}

/**
 * While the database is away nobody waits for it: who comes is told so at once, and so is who was waiting when it went.
 * What those had asked for may have happened or not, as with any answer that is lost on its way.
 */
export function unavailableWithout(watch: DatabaseWatch) {
  const waiting = new Set<() => void>();
  watch.on('lost', () => {
    for (const tell of waiting) tell();
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (without.has(request.path)) return next();
    if (!watch.reachable) return refuse(request, response);
    const tell = () => {
      // Whoever is still sending is heard to the end.
      if (response.headersSent || !request.complete) return;
      waiting.delete(tell);
      refuse(request, response);
    };
    waiting.add(tell);
    response.once('close', () => waiting.delete(tell));
    next();
  };
}
