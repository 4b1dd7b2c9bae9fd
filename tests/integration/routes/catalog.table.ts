import { openVisibility } from '../../../server/contract/visibility.js';
import type { Visitor } from '../../support/visitor.js';
import type { Entry, Table } from './entry.js';
import { next } from './tenant.js';
import type { World } from './world.js';

type Item = { pid: string; version: number };

/** A call about an item that was made for it. */
const on = (item: (world: World) => Promise<Item> | Item, body?: (world: World, item: Item) => unknown): Entry => ({
  make: async (world) => {
    const made = await item(world);
    return { params: { item: made.pid }, ...(body ? { body: body(world, made) } : {}) };
  },
});

const fresh = (world: World) => world.own.item();
const shown = (world: World) => world.own.passing().then((item) => world.own.publish(item));
const version = (_: World, item: Item) => ({ version: item.version });

const colleagues = new WeakMap<World, Promise<{ visitor: Visitor; account: string }>>();

async function colleague(world: World): Promise<{ visitor: Visitor; account: string }> {
  const grants = [{ role: 'platform-admin' as const, libraryId: null, collectionId: null }];
  const visitor = await world.app.signedIn({ email: `typing-${next()}@example.org`, name: 'secret typist', grants });
  return { visitor, account: (await visitor.get('/session')).body.account.pid as string };
}

/** What somebody else typed on an item and did not save. */
async function typed(world: World) {
  const { pid: item, version: baseVersion } = await fresh(world);
  const made = colleagues.get(world) ?? colleague(world);
  colleagues.set(world, made);
  const { visitor, account } = await made;
  const values = world.own.values('secret typed beside');
  const kept = await visitor.put(`/items/${item}/draft`, { baseVersion, values });
  return { params: { item, account }, baseVersion, seen: kept.body.updatedAt as string };
}

const numberRun = () => ({ pattern: `N${next()}-####`, first: 1, last: 9 });
const aside = async (world: World): Promise<string> => {
  const path = `/collections/${world.own.main.pid}/number-blocks`;
  return (await world.own.admin.post(path, numberRun())).body.pid as string;
};

export const catalogTable: Table = {
  'GET /collections/:collection/items': { make: (world) => ({ params: { collection: world.own.main.pid } }) },
  'GET /collections/:collection/items/values': {
    make: ({ own: { main } }) => ({ params: { collection: main.pid }, query: { field: main.schema.fields[0]!.id } }),
  },
  'GET /items': {},
  'GET /shelves': {},
  'POST /collections/:collection/items': {
    make: (world) => ({ params: { collection: world.own.main.pid }, body: { values: world.own.values('begun') } }),
  },
  'PUT /collections/:collection/items': {
    make: (world) => ({
      params: { collection: world.own.main.pid },
      body: { items: [{ values: world.own.values('saved among many') }] },
    }),
  },
  'GET /collections/:collection/number-blocks': {
    make: (world) => ({ params: { collection: world.own.main.pid } }),
  },
  'POST /collections/:collection/number-blocks': {
    make: (world) => ({ params: { collection: world.own.main.pid }, body: numberRun() }),
  },
  'POST /collections/:collection/number-blocks/:block/take': {
    make: async (world) => ({ params: { collection: world.own.main.pid, block: await aside(world) } }),
  },
  'DELETE /collections/:collection/number-blocks/:block': {
    make: async (world) => ({ params: { collection: world.own.main.pid, block: await aside(world) } }),
  },
  'GET /items/:item': on((world) => world.own.draft),
  'PUT /items/:item': on(fresh, (world, item) => ({ version: item.version, values: world.own.values('secret saved') })),
  'PUT /items/:item/draft': on(fresh, (world, item) => ({
    baseVersion: item.version,
    values: world.own.values('secret typed'),
  })),
  'DELETE /items/:item/draft': on(fresh),
  // Nobody gave anything up on it.
  'POST /items/:item/draft/restore': { ...on(fresh), answers: [404] },
  'GET /items/:item/drafts/:account': { make: async (world) => ({ params: (await typed(world)).params }) },
  'POST /items/:item/drafts/:account/take': {
    make: async (world) => {
      const { params, seen, baseVersion } = await typed(world);
      return { params, body: { seen, baseVersion, values: world.own.values('secret taken') } };
    },
  },
  'POST /items/:item/submit': on(fresh, version),
  'POST /items/:item/recall': on((world) => world.own.submitted(), version),
  'POST /items/:item/return': on(
    (world) => world.own.submitted(),
    (_, item) => ({ version: item.version, note: 'see' }),
  ),
  'POST /items/:item/publish': on((world) => world.own.submitted(), version),
  'POST /items/:item/withdraw': on(shown, () => ({ note: '' })),
  'POST /items/:item/restore': on((world) => world.own.withdrawn()),
  'DELETE /items/:item': on(fresh),
  'PUT /items/:item/visibility': on(fresh, (_, item) => ({ version: item.version, visibility: openVisibility })),
  'GET /items/:item/revisions': on((world) => world.own.draft),
  'GET /items/:item/revisions/:number': {
    make: (world) => ({ params: { item: world.own.draft.pid, number: '1' } }),
  },
  'POST /items/:item/revisions/:number/restore': {
    make: async (world) => {
      const item = await fresh(world);
      return { params: { item: item.pid, number: '1' }, body: { version: item.version } };
    },
  },
  'PUT /items/:item/pages': {
    make: async (world) => {
      const item = await world.own.filled();
      return {
        params: { item: item.pid },
        body: { version: item.version, pages: [{ pid: item.page, label: '一' }], cover: item.page },
      };
    },
  },
  'PUT /items/:item/pages/visibility': {
    make: async (world) => {
      const item = await world.own.filled();
      return {
        params: { item: item.pid },
        body: { version: item.version, pages: [item.page], visibility: { image: ['staff'], text: null } },
      };
    },
  },
  'GET /items/:item/pages/:page/text': {
    make: (world) => ({ params: { item: world.own.draft.pid, page: world.own.draft.page } }),
  },
  'PUT /items/:item/pages/:page/text': {
    make: async (world) => {
      const item = await world.own.filled();
      return {
        params: { item: item.pid, page: item.page },
        body: { version: item.version, lines: [{ text: '天地玄黃' }] },
      };
    },
  },
  'PUT /items/:item/links': on(fresh, (world, item) => ({
    version: item.version,
    links: [{ kind: 'related', to: world.own.draft.pid }],
  })),
  'GET /items/:item/links': on((world) => world.own.draft),
  'GET /items/:item/links/targets': {
    make: (world) => ({ params: { item: world.own.draft.pid }, query: { q: world.own.secret } }),
  },
  'PUT /items/:item/links/order': on(
    (world) => world.own.draft,
    () => ({ role: 'has-impression', members: [] }),
  ),
};
