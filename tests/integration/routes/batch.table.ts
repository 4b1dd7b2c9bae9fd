import { BatchWork } from '../../../server/modules/batch/batch.work.js';
import type { Table } from './entry.js';
import type { World } from './world.js';

type Batch = { id: number; batch: string };

/** What no worker takes up: its steps are taken here, when a route needs them taken. */
async function begun(world: World): Promise<Batch> {
  const { admin, main } = world.own;
  const body = { kind: 'submit', items: [(await world.own.item()).pid] };
  const reply = await admin.post(`/collections/${main.pid}/batches`, body);
  if (reply.status !== 201) throw new Error(reply.text);
  const batch = reply.body.pid as string;
  const row = await world.app.database.one<{ id: number }>('SELECT id FROM batch WHERE pid = $1', [batch]);
  return { id: row!.id, batch };
}

async function planned(world: World): Promise<Batch> {
  const made = await begun(world);
  await world.app.app.get(BatchWork).plan(made.id);
  return made;
}

async function applied(world: World): Promise<Batch> {
  const made = await planned(world);
  const reply = await world.own.admin.post(`/batches/${made.batch}/apply`, {});
  if (reply.status !== 200) throw new Error(reply.text);
  await world.app.app.get(BatchWork).apply(made.id);
  return made;
}

async function stopped(world: World): Promise<Batch> {
  const made = await begun(world);
  const reply = await world.own.admin.post(`/batches/${made.batch}/stop`);
  if (reply.status !== 200) throw new Error(reply.text);
  return made;
}

const on = (make: (world: World) => Promise<Batch>): Table[string] => ({
  make: async (world) => ({ params: { batch: (await make(world)).batch } }),
});

export const batchTable: Table = {
  'POST /collections/:collection/batches': {
    make: async (world) => ({
      params: { collection: world.own.main.pid },
      body: { kind: 'submit', items: [(await world.own.item()).pid] },
    }),
  },
  'GET /collections/:collection/batches': { make: (world) => ({ params: { collection: world.own.main.pid } }) },
  'GET /batches/:batch': on(planned),
  'GET /batches/:batch/rows': on(planned),
  'GET /batches/:batch/problems': on(planned),
  'POST /batches/:batch/apply': {
    make: async (world) => ({ params: { batch: (await planned(world)).batch }, body: {} }),
  },
  'POST /batches/:batch/stop': on(begun),
  'POST /batches/:batch/resume': on(stopped),
  'POST /batches/:batch/undo': on(applied),
  'GET /recent': {},
  'GET /libraries/:library/recent': { make: (world) => ({ params: { library: world.own.library.pid } }) },
};
