import type { Entry, Table } from './entry.js';
import type { FilledItem } from './tenant.js';

const about = (params: (item: FilledItem) => Record<string, string>): Entry => ({
  make: (world) => ({ params: params(world.own.published) }),
  hidden: (world) => ({ params: params(world.own.draft) }),
});

export const iiifTable: Table = {
  'GET /iiif/image/3/:image': { ...about((item) => ({ image: item.page })), answers: [303] },
  'GET /iiif/image/3/:image/info.json': about((item) => ({ image: item.page })),
  'GET /iiif/image/3/:image/:region/:size/:rotation/:name': about((item) => ({
    image: item.page,
    region: 'full',
    size: '60,',
    rotation: '0',
    name: 'default.jpg',
  })),
  'GET /iiif/:item/manifest': about((item) => ({ item: item.pid })),
  'GET /iiif/:item/canvas/:page': about((item) => ({ item: item.pid, page: item.page })),
  'GET /iiif/:item/text/:page': about((item) => ({ item: item.pid, page: item.page })),
  // Nothing is said in a picture; who may hear what is said in a recording is walked elsewhere.
  'GET /iiif/:item/spoken/:page': {
    ...about((item) => ({ item: item.pid, page: item.page })),
    answers: [404],
  },
  'GET /iiif/:item/search': {
    make: (world) => ({ params: { item: world.own.published.pid }, query: { q: 'open' } }),
    hidden: (world) => ({ params: { item: world.own.draft.pid }, query: { q: 'open' } }),
  },
  'GET /iiif/collection/:collection': { make: (world) => ({ params: { collection: world.own.main.pid } }) },
};
