import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeLetters } from '../../../server/contract/text/letters.js';
import type { Entry, Table } from './entry.js';
import type { FilledItem } from './tenant.js';

const assets = fileURLToPath(new URL('../../../dist/web/client/assets/', import.meta.url));

/** A page about an item: there for the one that is published, and nowhere for the one that is not. */
const about = (params: (item: FilledItem) => Record<string, string>, query?: Record<string, string>): Entry => ({
  make: (world) => ({ params: params(world.own.published), ...(query ? { query } : {}) }),
  hidden: (world) => ({ params: params(world.own.draft), ...(query ? { query } : {}) }),
});

export const readerTable: Table = {
  'GET /pages/:page/text': about((item) => ({ page: item.page })),
  'GET /items/:item/record/:format': about((item) => ({ item: item.pid, format: 'cnmarc' })),
  'GET /items/:item/matches': about((item) => ({ item: item.pid }), { q: 'open' }),

  'GET /published/collections': {},
  'GET /published/collections/:collection': { make: (world) => ({ params: { collection: world.own.main.pid } }) },
  'GET /published/collections/:collection/items': {
    make: (world) => ({ params: { collection: world.own.main.pid } }),
  },
  'GET /published/items/:item': about((item) => ({ item: item.pid })),
  'GET /published/items/:item/pages': about((item) => ({ item: item.pid })),

  'GET ~/': {},
  'GET ~/search': { make: (world) => ({ query: { q: world.own.slug } }) },
  'GET ~/search/facets/:facet': { make: () => ({ params: { facet: 'collection' } }) },
  'GET ~/search/advanced': { make: (world) => ({ query: { q: world.own.slug } }) },
  'GET ~/libraries': {},
  'GET ~/l/:slug': { make: (world) => ({ params: { slug: world.own.slug } }) },
  'GET ~/l/:slug/titles': { make: (world) => ({ params: { slug: world.own.slug } }) },
  'GET ~/collections': {},
  'GET ~/c/:name': { make: (world) => ({ params: { name: world.own.main.pid } }) },
  'GET ~/c/:collection/draft': { make: (world) => ({ params: { collection: world.own.main.pid } }) },
  'GET ~/c/:name/titles': { make: (world) => ({ params: { name: world.own.main.pid } }) },
  'GET ~/titles': {},
  'GET ~/i/:name': about((item) => ({ name: item.pid })),
  'GET ~/i/:name/family': {
    make: async (world) => ({ params: { name: (await world.own.family()).pid } }),
    hidden: (world) => ({ params: { name: world.own.draft.pid } }),
  },
  'GET ~/i/:name/p/:leaf': about((item) => ({ name: item.pid, leaf: item.page })),
  'GET ~/a/:name': {
    make: (world) => ({ params: { name: world.own.known.pid } }),
    hidden: (world) => ({ params: { name: world.own.agent.pid } }),
  },
  'GET ~/i/:item/qr.svg': about((item) => ({ item: item.pid })),
  'GET ~/i/:item/cite/:format': about((item) => ({ item: item.pid, format: 'ris' })),
  'GET ~/i/:item/whole/:format': about((item) => ({ item: item.pid, format: 'txt' })),
  'GET ~/about': {},
  'GET ~/docs': {},
  'GET ~/docs/:topic': { make: () => ({ params: { topic: 'search' } }), answers: [200, 404] },
  'GET ~/offline': {},
  'GET ~/console': {},
  'GET ~/console/*rest': { make: () => ({ params: { rest: 'sign-in' } }) },
  'GET ~/assets/:file': {
    make: () => ({ params: { file: readdirSync(assets).find((name) => name.endsWith('.js'))! } }),
  },
  'GET ~/sheets/:list': {
    make: async (world) => {
      const { text } = await world.platform.get('!/');
      return { params: { list: /\/sheets\/([\w~-]+\.css)/.exec(text)![1]! } };
    },
  },
  'GET ~/type/:edition/:face/:letters': {
    make: async (world) => {
      const { text } = await world.platform.get('!/');
      const edition = /data-type="([0-9a-f]+)"/.exec(text)![1]!;
      return { params: { edition, face: 'song-600', letters: `${writeLetters([0x6e56])}.woff2` } };
    },
  },
  'GET ~/palettes/:sheet': {
    make: async (world) => {
      const { text } = await world.platform.get('!/');
      return { params: { sheet: /\/palettes\/([0-9a-f]+\.css)/.exec(text)![1]! } };
    },
  },
  'GET ~/brand/:file': { make: () => ({ params: { file: 'favicon.svg' } }) },
  'GET ~/sw.js': {},
  'GET ~/favicon.ico': {},
  'GET ~/feed.xml': {},
  'GET ~/l/:slug/feed.xml': { make: (world) => ({ params: { slug: world.own.slug } }) },
  'GET ~/c/:name/feed.xml': { make: (world) => ({ params: { name: world.own.main.pid } }) },
  'GET ~/manifest.webmanifest': {},
  'GET ~/apple-touch-icon.png': {},
  'GET ~/robots.txt': {},
  'GET ~/.well-known/security.txt': { answers: [404] },
  'GET ~/sitemap.xml': {},
  'GET ~/sitemap/:part': { make: () => ({ params: { part: '1.xml' } }) },
  'GET ~/*path': { make: () => ({ params: { path: 'nowhere' } }), answers: [404] },
};
