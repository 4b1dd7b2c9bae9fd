import { z } from 'zod';
import { defineRoutes } from './define.js';

/** Probes and descriptions. They say nothing about anybody's material. */
export const systemRawRoutes = defineRoutes({
  'GET /healthz': { summary: 'The process answers', access: 'public', produces: ['application/json'] },
  'GET /readyz': {
    summary: 'Database, storage and search can be reached',
    access: 'public',
    produces: ['application/json'],
  },
  'GET /metrics': { summary: 'Figures for Prometheus', access: 'public', produces: ['text/plain'] },
  'GET /api/openapi.json': { summary: 'This API in OpenAPI 3.1', access: 'public', produces: ['application/json'] },
  'GET /api/docs': { summary: 'The API to browse', access: 'public', produces: ['text/html'] },
  'GET /api/docs/:asset': {
    summary: 'Parts of the browsable API',
    access: 'public',
    params: z.object({ asset: z.string().max(60) }),
    produces: ['text/css', 'text/javascript'],
  },
});
