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
  'GET /api/openapi.json': {
    summary: 'This API in OpenAPI 3.1',
    access: 'public',
    anySite: true,
    produces: ['application/json'],
  },
  'GET /api/docs': {
    summary: 'The description of the API for people: leads to its page of the manual',
    access: 'public',
    status: 302,
    produces: ['text/html'],
  },
});
