import type { Table } from './entry.js';

export const searchTable: Table = {
  'GET /search/rows': { make: (world) => ({ query: { q: world.own.slug } }) },
  'GET /search': { make: (world) => ({ query: { q: world.own.slug } }) },
  'GET /search/suggestions': { make: (world) => ({ query: { q: world.own.secret.slice(0, 4) } }) },
  'GET /search/facets/:facet': { make: () => ({ params: { facet: 'collection' } }) },
  'POST /search/index': {},
};
