import { good } from '../../support/seed.js';
import type { Table } from './entry.js';
import { next } from './tenant.js';
import type { World } from './world.js';

/** Configuration is changed in collections of their own, so that no two changes meet. */
export async function drafted(world: World) {
  const collection = await world.own.freshCollection();
  const path = `/collections/${collection.pid}`;
  const { presentation, presentationVersion } = good(await world.own.admin.get(path));
  const body = { baseVersion: presentationVersion, revision: 0, document: presentation };
  const draft = good(await world.own.admin.put(`${path}/drafts/presentation`, body));
  return { collection: collection.pid, path, revision: draft.revision as number, body };
}

export const schemaTable: Table = {
  'GET /templates': {},
  'GET /collections': {},
  'POST /libraries/:library/collections': {
    make: (world) => ({
      params: { library: world.own.library.pid },
      body: { template: 'letter', slug: `made-${next()}`, name: { en: 'Made' } },
    }),
  },
  'GET /collections/:collection': { make: (world) => ({ params: { collection: world.own.main.pid } }) },
  'PATCH /collections/:collection': {
    make: async (world) => ({
      params: { collection: world.own.main.pid },
      body: {
        version: await world.own.version(`/collections/${world.own.main.pid}`),
        description: { en: `changed ${next()}` },
      },
    }),
  },
  'DELETE /collections/:collection': {
    make: async (world) => ({ params: { collection: (await world.own.freshCollection()).pid } }),
  },
  'GET /collections/:collection/drafts': { make: (world) => ({ params: { collection: world.own.main.pid } }) },
  'PUT /collections/:collection/drafts/:part': {
    make: async (world) => {
      const { collection, revision, body } = await drafted(world);
      return { params: { collection, part: 'presentation' }, body: { ...body, revision } };
    },
  },
  'DELETE /collections/:collection/drafts/:part': {
    make: async (world) => ({ params: { collection: (await drafted(world)).collection, part: 'presentation' } }),
  },
  'POST /collections/:collection/drafts/:part/publish': {
    make: async (world) => {
      const { collection, revision } = await drafted(world);
      return { params: { collection, part: 'presentation' }, body: { revision } };
    },
  },
  'GET /collections/:collection/versions': { make: (world) => ({ params: { collection: world.own.main.pid } }) },
  'POST /collections/:collection/versions/:part/:number/restore': {
    make: async (world) => {
      const { collection, path, revision } = await drafted(world);
      const published = good(await world.own.admin.post(`${path}/drafts/presentation/publish`, { revision }));
      return {
        params: { collection, part: 'presentation', number: '1' },
        body: { currentVersion: published.presentationVersion },
      };
    },
  },
};
