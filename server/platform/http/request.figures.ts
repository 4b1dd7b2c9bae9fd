import type { Request } from 'express';
import { Histogram } from 'prom-client';
import type { RequestReads } from '../database/request.reads.js';
import type { CalledRequest } from './serve.js';

const figure = (name: string, help: string, buckets: number[]) =>
  new Histogram({ name: `linlang_request_${name}`, help, labelNames: ['route'] as const, buckets });

const statements = figure(
  'statements',
  'Statements sent to the database for a request',
  [0, 2, 4, 6, 8, 12, 20, 50, 100],
);
const questions = figure('engine_requests', 'Questions to the search engine for a request', [0, 1, 2, 4, 8]);
const engineStatements = figure(
  'engine_statements',
  'Statements that the embedded engine made of them',
  [0, 1, 2, 4, 8],
);

/** By route and not by address: what nobody serves is one line. */
export function observeReads(request: Request, reads: RequestReads): void {
  const route = (request as CalledRequest).route_?.key ?? 'none';
  statements.observe({ route }, reads.statements);
  questions.observe({ route }, reads.engine.requests);
  engineStatements.observe({ route }, reads.engine.statements);
}
