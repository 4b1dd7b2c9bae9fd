import { formOf } from '../../support/bytes.js';
import type { Table } from './entry.js';
import { next } from './tenant.js';
import type { World } from './world.js';

/** A library's own names: whoever works anywhere in it uses and mends them, and nobody else learns of them. */
const place = 'within';
const versionOf = (world: World, path: string) => world.own.version(path);

/** A record that was merged into another, for whoever takes that back. */
async function merged(world: World) {
  const [from, into] = [await world.own.freshAgent(), await world.own.freshAgent()];
  const path = `/authorities/agent/${from.pid}/merge`;
  const reply = await world.own.admin.post(path, { into: into.pid, version: from.version });
  if (reply.status !== 200 && reply.status !== 201) throw new Error(reply.text);
  return { record: from.pid, version: from.version + 1 };
}

/** A vocabulary that nothing chooses from. */
async function freshVocabulary(world: World): Promise<{ pid: string; version: number }> {
  const body = { library: world.own.library.pid, key: `fresh-${next()}`, name: { en: 'secret label' } };
  const reply = await world.own.admin.post('/vocabularies', body);
  if (reply.status !== 201) throw new Error(reply.text);
  return reply.body as { pid: string; version: number };
}

/** A table of one name of its own. */
const sheet = () => formOf([{ name: 'names.csv', bytes: Buffer.from(`name:en\nsecret label ${next()}\n`) }]);

/** A file that was read, for whoever does what it says. */
async function brought(world: World) {
  const path = `/authorities/imports?kind=agent&library=${world.own.library.pid}`;
  const reply = await world.own.admin.send('POST', path, sheet());
  if (reply.status !== 201) throw new Error(reply.text);
  return { import: (reply.body as { pid: string }).pid };
}

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
  'PATCH /vocabularies/:vocabulary': {
    place,
    make: async (world) => {
      const { pid, version } = await freshVocabulary(world);
      return { params: { vocabulary: pid }, body: { version, name: { en: `Renamed ${next()}` } } };
    },
  },
  'DELETE /vocabularies/:vocabulary': {
    place,
    make: async (world) => {
      const { pid, version } = await freshVocabulary(world);
      return { params: { vocabulary: pid }, query: { version: String(version) } };
    },
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
  'GET /authorities/:kind/:record/use': {
    place,
    make: (world) => ({ params: { kind: 'agent', record: world.own.agent.pid } }),
  },
  'GET /authorities/:kind/:record/merging': {
    place,
    make: async (world) => ({
      params: { kind: 'agent', record: world.own.agent.pid },
      query: { into: (await world.own.freshAgent()).pid },
    }),
  },
  'POST /authorities/:kind/:record/merge': {
    place,
    make: async (world) => {
      const [from, into] = [await world.own.freshAgent(), await world.own.freshAgent()];
      return { params: { kind: 'agent', record: from.pid }, body: { into: into.pid, version: from.version } };
    },
  },
  'POST /authorities/:kind/:record/unmerge': {
    place,
    make: async (world) => {
      const { record, version } = await merged(world);
      return { params: { kind: 'agent', record }, body: { version } };
    },
  },
  'GET /authorities/export': {
    place,
    make: (world) => ({ query: { kind: 'term', vocabulary: world.own.vocabulary.pid } }),
  },
  'GET /authorities/imports': {
    place,
    make: (world) => ({ query: { kind: 'agent', library: world.own.library.pid } }),
  },
  'POST /authorities/imports': {
    place,
    make: (world) => ({ query: { kind: 'agent', library: world.own.library.pid }, sending: sheet() }),
  },
  'GET /authorities/imports/:import': { place, make: async (world) => ({ params: await brought(world) }) },
  'GET /authorities/imports/:import/rows': { place, make: async (world) => ({ params: await brought(world) }) },
  'GET /authorities/imports/:import/problems': { place, make: async (world) => ({ params: await brought(world) }) },
  'POST /authorities/imports/:import/apply': {
    place,
    make: async (world) => ({ params: await brought(world), body: {} }),
  },
  'POST /authorities/imports/:import/undo': {
    place,
    make: async (world) => {
      const params = await brought(world);
      const reply = await world.own.admin.post(`/authorities/imports/${params.import}/apply`);
      if (reply.status !== 200) throw new Error(reply.text);
      return { params };
    },
  },
  'POST /authorities/imports/:import/stop': {
    place,
    make: async (world) => ({ params: await brought(world) }),
    // A small one is done at once: there is nothing to stop.
    answers: [409],
  },
  'GET /vocabularies/:vocabulary/branch': {
    place,
    make: (world) => ({ params: { vocabulary: world.own.vocabulary.pid } }),
  },
  'DELETE /authorities/:kind/:record': {
    place,
    make: async (world) => {
      const { pid, version } = await world.own.freshAgent();
      return { params: { kind: 'agent', record: pid }, query: { version: String(version) } };
    },
  },
  'POST /authorities/:kind/:record/restore': {
    place,
    make: async (world) => {
      const { pid, version } = await world.own.freshAgent();
      const reply = await world.own.admin.delete(`/authorities/agent/${pid}?version=${version}`);
      if (reply.status !== 200) throw new Error(reply.text);
      return { params: { kind: 'agent', record: pid } };
    },
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
