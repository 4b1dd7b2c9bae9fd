import type { Table } from './entry.js';
import { next } from './tenant.js';
import type { World } from './world.js';

/** A library's own names: whoever works anywhere in it uses and mends them, and nobody else learns of them. */
const place = 'within';
const versionOf = (world: World, path: string) => world.own.version(path);

export const authorityTable: Table = {
  'GET /authorities/suggestions': {
    place,
    make: (world) => ({ query: { kind: 'agent', q: 'secret', library: world.own.library.pid } }),
  },
  'GET /vocabularies': {},
  'POST /vocabularies': {
    place,
    make: (world) => ({ body: { library: world.own.library.pid, key: `more-${next()}`, name: { en: 'More' } } }),
  },
  'GET /vocabularies/:vocabulary/terms': {
    place,
    make: (world) => ({ params: { vocabulary: world.own.vocabulary.pid } }),
  },
  'POST /vocabularies/:vocabulary/terms': {
    place,
    make: (world) => ({
      params: { vocabulary: world.own.vocabulary.pid },
      body: { code: `code${next()}`, label: { en: 'secret label' } },
    }),
  },
  'PATCH /terms/:term': {
    place,
    make: async (world) => {
      const term = await world.own.freshTerm();
      return { params: { term: term.pid }, body: { version: term.version, label: { en: `secret ${next()}` } } };
    },
  },
  'GET /agents': {},
  'POST /agents': {
    place,
    make: (world) => ({ body: { library: world.own.library.pid, name: { en: `${world.own.secret} ${next()}` } } }),
  },
  'GET /agents/:agent': { place, make: (world) => ({ params: { agent: world.own.agent.pid } }) },
  'PATCH /agents/:agent': {
    place,
    make: async (world) => ({
      params: { agent: world.own.agent.pid },
      body: { version: await versionOf(world, `/agents/${world.own.agent.pid}`), dynasty: `d${next()}` },
    }),
  },
  'GET /places': {},
  'POST /places': {
    place,
    make: (world) => ({ body: { library: world.own.library.pid, name: { en: `${world.own.secret} ${next()}` } } }),
  },
  'GET /places/:place': { place, make: (world) => ({ params: { place: world.own.place.pid } }) },
  'PATCH /places/:place': {
    place,
    make: async (world) => ({
      params: { place: world.own.place.pid },
      body: { version: await versionOf(world, `/places/${world.own.place.pid}`), latitude: 30 },
    }),
  },
};
