import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { createTestDatabase } from '../support/database.js';
import { freePort } from '../../server/launch/free-port.mjs';
import { Launched, NOBODY, copyCheckout, discard, gone, isRoot, temporaryFolder } from './launched.js';

/** It says one sentence, in both languages, and no stack; it ends with 1 and leaves no process. */
async function refuses(launched: Launched, words: RegExp): Promise<void> {
  expect(await launched.exited).toBe(1);
  expect(launched.text).toMatch(words);
  expect(launched.text).not.toMatch(/^\s+at .*:\d+/m);
  expect(launched.text).toMatch(/\p{Script=Han}/u);
  await gone(launched.checkout);
}

afterEach(() => Launched.endAll());

describe('npm start refuses, in one sentence,', () => {
  let checkout: string;
  let port: string;
  const data = () => path.join(checkout, `data-${Math.random().toString(36).slice(2)}`);

  beforeAll(async () => {
    checkout = copyCheckout();
    port = String(await freePort());
  });
  afterAll(() => discard(checkout));

  test('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(Number(port), '127.0.0.1', resolve));
    await refuses(
      new Launched(checkout, { env: { PORT: port, DATA_DIR: data() } }),
      new RegExp(`Port ${port} is taken`),
    );
    await new Promise((resolve) => other.close(resolve));
  });

  test('a folder that it may not write', async () => {
    const closed = path.join(temporaryFolder(), 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    const env = { PORT: port, DATA_DIR: path.join(closed, 'data') };
    await refuses(new Launched(checkout, { env, uid: isRoot ? NOBODY : undefined }), /cannot be written/);
    rmSync(path.dirname(closed), { recursive: true });
  });

  test('a file where the data folder should be', async () => {
    const file = data();
    writeFileSync(file, '');
    await refuses(
      new Launched(checkout, { env: { PORT: port, DATA_DIR: file } }),
      /a file is in its way|is not a folder/,
    );
  });

  const mounts = (() => {
    try {
      execFileSync('unshare', ['--map-root-user', '--user', '--mount', 'true']);
      return true;
    } catch {
      return false;
    }
  })();
  const whereMounts = mounts ? test : test.skip;
  whereMounts('a full disk, whether it is full before or fills up while the database is made', async () => {
    const folder = data();
    mkdirSync(folder);
    // Too few bytes, and enough of them but no room for more files, which is noticed only on the way.
    for (const size of ['size=16m', 'size=200m,nr_inodes=300']) {
      const script = `mount -t tmpfs -o ${size},mode=777 none "$0" && exec "$@"`;
      const under = ['unshare', '--map-root-user', '--user', '--mount', 'sh', '-c', script, folder];
      const filled = { PORT: port, DATA_DIR: folder };
      await refuses(new Launched(checkout, { env: filled, under }), /disk .*is full/i);
    }
  });

  test('data that a newer version has written', async () => {
    const database = await createTestDatabase();
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      `INSERT INTO migration (timestamp, name) VALUES (99999999999999, 'CreateTomorrow99999999999999')`,
    );
    await client.end();
    const env = { PORT: port, DATA_DIR: data(), DATABASE_URL: database.url };
    await refuses(
      new Launched(checkout, { env }),
      /newer version of Linlang \(migration CreateTomorrow99999999999999\)/,
    );
    await database.drop();
  });

  test('a database cluster of another PostgreSQL', async () => {
    const folder = data();
    const cluster = path.join(folder, 'postgres');
    mkdirSync(cluster, { recursive: true });
    chmodSync(cluster, 0o700);
    writeFileSync(path.join(cluster, 'PG_VERSION'), '15\n');
    writeFileSync(path.join(folder, 'postgres.json'), JSON.stringify({ password: 'x' }));
    if (isRoot) chownSync(cluster, NOBODY, NOBODY);
    await refuses(new Launched(checkout, { env: { PORT: port, DATA_DIR: folder } }), /is of PostgreSQL 15/);
  });

  test.each([
    ['LOG_LEVEL', 'loud'],
    ['PORT', 'many'],
    ['PUBLIC_URL', 'library.example'],
    ['OPENSEARCH_URL', 'ftp://search'],
  ])('a wrong %s, by name', async (name, value) => {
    const env = { PORT: port, DATA_DIR: data(), DATABASE_URL: 'postgresql://127.0.0.1:1/none', [name]: value };
    await refuses(new Launched(checkout, { env }), new RegExp(`${name}: `));
  });

  test('a data folder on which it is running already', async () => {
    const folder = data();
    const env = { PORT: port, DATA_DIR: folder };
    const running = new Launched(checkout, { env });
    await running.address();
    const second = new Launched(checkout, { env: { ...env, PORT: String(await freePort()) } });
    expect(await second.exited).toBe(1);
    expect(second.text).toMatch(/already running on .*\(process \d+\)/);
    expect(await running.stop()).toBe(0);
  });
});
