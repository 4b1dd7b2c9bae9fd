import { good } from '../../support/seed.js';
import type { Table } from './entry.js';
import { drafted } from './schema.table.js';
import { next } from './tenant.js';
import type { World } from './world.js';

const main = (world: World) => ({ collection: world.own.main.pid });
const field = (world: World): string => world.own.main.schema.fields[0]!.id;
const name = { en: 'Carried' };

async function offered(world: World): Promise<string> {
  const { key } = good(
    await world.own.admin.post(`/collections/${world.own.main.pid}/templates`, { scope: 'library', name }),
  );
  return (key as string).replace('offered-', '');
}

export const designTable: Table = {
  'GET /field-types': {},
  'GET /block-kinds': {},
  'GET /themes': {},
  'POST /conversions': { make: () => ({ body: { texts: ['皇后后来在里面'] } }) },
  'GET /collections/:collection/fields/:field/use': {
    make: (world) => ({ params: { ...main(world), field: field(world) } }),
  },
  'GET /collections/:collection/drafts/problems': { make: (world) => ({ params: main(world) }) },
  'GET /collections/:collection/drafts/impact': { make: (world) => ({ params: main(world) }) },
  'GET /collections/:collection/drafts/impact/:kind/:field': {
    make: (world) => ({ params: { ...main(world), kind: 'required', field: field(world) } }),
  },
  'POST /collections/:collection/drafts/publish': {
    make: async (world) => {
      const { collection, revision } = await drafted(world);
      return { params: { collection }, body: { presentation: revision } };
    },
  },
  'GET /collections/:collection/versions/:part/:number': {
    make: (world) => ({ params: { ...main(world), part: 'schema', number: '1' } }),
  },
  'GET /collections/:collection/diff': {
    make: (world) => ({ params: main(world), query: { part: 'schema', from: '1', to: 'draft' } }),
  },
  'GET /items/:item/preview': { make: (world) => ({ params: { item: world.own.draft.pid } }) },
  'POST /collections/:collection/preview': {
    make: async (world) => {
      const { schema, presentation } = good(await world.own.admin.get(`/collections/${world.own.main.pid}`));
      return { params: main(world), body: { schema, presentation, item: world.own.draft.pid } };
    },
  },
  'GET /collections/:collection/unfilled/:field': {
    make: (world) => ({ params: { ...main(world), field: field(world) } }),
  },
  'GET /collections/:collection/export': { make: (world) => ({ params: main(world) }) },
  'POST /libraries/:library/collections/import': {
    make: async (world) => ({
      params: { library: world.own.library.pid },
      body: {
        file: good(await world.own.admin.get(`/collections/${world.own.main.pid}/export`)),
        slug: `carried-${next()}`,
      },
    }),
  },
  'POST /collections/:collection/clone': {
    make: (world) => ({
      params: main(world),
      body: { library: world.own.library.pid, slug: `cloned-${next()}`, name },
    }),
  },
  'POST /collections/:collection/templates': {
    make: (world) => ({ params: main(world), body: { scope: 'library', name } }),
  },
  'DELETE /templates/:template': {
    place: 'library',
    make: async (world) => ({ params: { template: await offered(world) } }),
  },
};
