import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Problem, type ProblemCode } from '../../contract/problems.js';
import { isDeadlock, isLostConnection } from '../database/lost.connection.js';
import { log } from '../log/log.js';
import { levelOfStatus } from '../log/status.level.js';
import { requestContext } from './request-context.js';

const byStatus: Partial<Record<number, ProblemCode>> = {
  400: 'request.malformed',
  404: 'route.not-found',
  413: 'request.too-large',
  415: 'request.unsupported-type',
};

/** Body parsers and routers throw errors of their own: they get a code of our table, by their status. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // Nothing of it was done, and at the next try nobody is in the way.
  if (isDeadlock(error)) return new Problem('server.unavailable', { retryAfter: 1 }, [], { cause: error });
  if (isLostConnection(error)) return new Problem('server.unavailable', { retryAfter: 10 }, [], { cause: error });
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown } | null)?.status;
  const code =
    typeof status === 'number' ? (byStatus[status] ?? (status < 500 ? 'request.malformed' : undefined)) : undefined;
  return new Problem(code ?? 'server.failed', {}, [], { cause: error });
}

export function problemBody(problem: Problem) {
  return {
    type: `/api/problems/${problem.code}`,
    title: problem.code,
    status: problem.status,
    code: problem.code,
    params: problem.params,
    fields: problem.fields,
    requestId: requestContext.getStore()?.requestId,
  };
}

export function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).type('application/problem+json').set('Cache-Control', 'no-store');
  const wait = problem.params['retryAfter'];
  if (typeof wait === 'number') response.set('Retry-After', String(wait));
  response.send(JSON.stringify(problemBody(problem)));
}

/** RFC 9457: one shape for every error of every route that is not a page. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const problem = asProblem(error);
    if (problem.status >= 500) {
      const request = http.getRequest<Request>();
      const about = { err: problem.cause ?? problem, method: request.method, path: request.path };
      log[levelOfStatus(problem.status)](about, problem.code);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, problem);
  }
}
