import type { Table } from './entry.js';

export const jobTable: Table = {
  'GET /jobs': {},
  'GET /jobs/:job': { make: async (world) => ({ params: { job: await world.freshJob('running') } }) },
  'POST /jobs/:job/stop': { make: async (world) => ({ params: { job: await world.freshJob('running') } }) },
  'POST /jobs/:job/put-away': { make: async (world) => ({ params: { job: await world.freshJob('failed') } }) },
  'DELETE /jobs/:job/put-away': { make: async (world) => ({ params: { job: await world.freshJob('failed') } }) },
  'POST /jobs/:job/retry': { make: async (world) => ({ params: { job: await world.freshJob('failed') } }) },
};
