import { fileForm, picture } from '../../support/pictures.js';
import { holdsAt, type Actor } from './actors.js';
import type { Call, Table } from './entry.js';
import { captionForm, next } from './tenant.js';
import type { World } from './world.js';

const tus = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

const beginning = (world: World, length: number) => ({
  headers: {
    ...tus,
    'upload-length': String(length),
    'upload-metadata': `item ${base64(world.own.draft.pid)},filename ${base64(`${world.own.secret}.png`)},page ${base64('none')}`,
  },
});

/** An upload of the caller's own, or of the library's admin where the caller may have none. */
async function uploading(world: World, actor: Actor): Promise<{ upload: string; bytes: Buffer }> {
  const bytes = await picture(next(), 120, 160);
  const owner = holdsAt(actor, 'file.upload', 'main') ? actor.visitor : world.own.admin;
  const reply = await owner.send('POST', '/uploads', beginning(world, bytes.length));
  const upload = String(reply.headers['location'] ?? '')
    .split('/')
    .at(-1);
  if (reply.status !== 201 || !upload) throw new Error(`no upload was begun: ${reply.status} ${reply.text}`);
  return { upload, bytes };
}

const own = async (world: World, actor: Actor): Promise<Call> => ({
  params: { upload: (await uploading(world, actor)).upload },
  sending: { headers: tus },
});

export const mediaTable: Table = {
  'POST /items/:item/files': {
    make: async (world) => ({
      params: { item: world.own.draft.pid },
      query: { page: 'none' },
      sending: fileForm(`${world.own.secret}.png`, await picture(next(), 120, 160)),
    }),
  },
  'GET /items/:item/files': { make: (world) => ({ params: { item: world.own.draft.pid } }) },
  'GET /files/:file': { make: (world) => ({ params: { file: world.own.draft.file } }) },
  'DELETE /files/:file': {
    make: async (world) => ({ params: { file: (await world.own.upload(world.own.draft.pid, 'none')).file } }),
  },
  'POST /files/:file/derive': { make: (world) => ({ params: { file: world.own.draft.file } }) },
  'PUT /files/:file/poster': {
    make: async (world) => ({
      params: { file: world.own.draft.file },
      body: { file: (await world.own.upload(world.own.draft.pid, 'none')).file },
    }),
    // A picture needs no poster: refused, but only once the permission was found good.
    answers: [200, 409, 415, 422],
  },
  'GET /files/:file/captions': {
    make: async (world) => ({ params: { file: (await world.own.captioned(world.own.secret)).file } }),
  },
  'POST /files/:file/captions': {
    make: async (world) => ({
      params: { file: (await world.own.captioned(world.own.secret)).file },
      query: { language: 'en', label: world.own.secret },
      sending: captionForm(world.own.secret),
    }),
  },
  'DELETE /files/:file/captions/:caption': {
    make: async (world) => {
      const { file, caption } = await world.own.captioned(world.own.secret);
      return { params: { file, caption } };
    },
  },
  'POST /uploads': { place: 'main', make: (world) => ({ sending: beginning(world, 10) }) },
  'HEAD /uploads/:upload': { place: 'main', make: own },
  'PATCH /uploads/:upload': {
    place: 'main',
    make: async (world, actor) => {
      const { upload, bytes } = await uploading(world, actor);
      const headers = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
      return { params: { upload }, sending: { headers, raw: bytes } };
    },
  },
  'DELETE /uploads/:upload': { place: 'main', make: own },
  'GET /uploads/:upload/result': { place: 'main', make: own },

  'GET /f/:file/:kind': {
    make: (world) => ({ params: { file: world.own.published.file, kind: 'original' } }),
    hidden: (world) => ({ params: { file: world.own.draft.file, kind: 'original' } }),
  },
  'GET /p/:page/:kind': {
    make: (world) => ({ params: { page: world.own.published.page, kind: 'original' } }),
    hidden: (world) => ({ params: { page: world.own.draft.page, kind: 'original' } }),
  },
  'GET /f/:file/captions/:caption': {
    make: async (world) => {
      const { file, caption } = await world.own.publish(await world.own.captioned(`${world.own.slug} open to all`));
      return { params: { file, caption } };
    },
    hidden: async (world) => {
      const { file, caption } = await world.own.captioned(world.own.secret);
      return { params: { file, caption } };
    },
  },
  'GET /p/:page/captions/:caption': {
    make: async (world) => {
      const { page, caption } = await world.own.publish(await world.own.captioned(`${world.own.slug} open to all`));
      return { params: { page, caption } };
    },
    hidden: async (world) => {
      const { page, caption } = await world.own.captioned(world.own.secret);
      return { params: { page, caption } };
    },
  },
};
