import type { Table } from './entry.js';

export const systemTable: Table = {
  'GET /healthz': {},
  'GET /readyz': {},
  'GET /metrics': {},
  'GET /api/openapi.json': {},
  'GET /api/docs': { answers: [302] },
};
