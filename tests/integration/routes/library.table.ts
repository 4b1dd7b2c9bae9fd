import type { Table } from './entry.js';
import { next } from './tenant.js';

export const libraryTable: Table = {
  'GET /libraries': {},
  'GET /libraries/:library': { make: (world) => ({ params: { library: world.own.library.pid } }) },
  'GET /platform/libraries': {},
  'POST /libraries': { make: () => ({ body: { slug: `new-${next()}`, name: { en: 'New' } } }) },
  'GET /libraries/:library/settings': { make: (world) => ({ params: { library: world.own.library.pid } }) },
  'PATCH /libraries/:library': {
    make: async (world) => ({
      params: { library: world.own.library.pid },
      body: {
        version: await world.own.version(`/libraries/${world.own.library.pid}/settings`),
        description: { en: `changed ${next()}` },
      },
    }),
  },
  'GET /libraries/:library/audit': { make: (world) => ({ params: { library: world.own.library.pid } }) },
  'GET /audit': {},
};
