// A command of the platform on the data of this folder, beside a running one or by itself: npm run command -- migrate
import { spawn } from 'node:child_process';
import { lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildStale, rootFolder as root } from './build.mjs';
import { ensureWritable } from './ground.mjs';
import { checkNode, ensureInstalled } from './install.mjs';
import { lockFolder, runningOn } from './lock.mjs';
import { become, becomeOrdinary } from './own-user.mjs';
import { startPostgres } from './postgres.mjs';
import { printFailure, say } from './says.mjs';

const dataDir = path.resolve(process.env.DATA_DIR || path.join(root, 'data'));
const place = { root, dataDir, storage: process.env.STORAGE_URL, embedded: !process.env.DATABASE_URL };

async function database() {
  if (process.env.DATABASE_URL) return { env: {}, stop: () => {} };
  const running = runningOn(dataDir);
  if (running) {
    const { port, password } = JSON.parse(readFileSync(path.join(dataDir, 'postgres.json'), 'utf8'));
    const env = { DATABASE_URL: `postgresql://linlang:${password}@127.0.0.1:${port}/linlang` };
    // Links that the command prints lead to where the running one listens.
    if (running.port) env.PORT = process.env.PORT || String(running.port);
    return { env, stop: () => {} };
  }
  const unlock = lockFolder(dataDir);
  const postgres = await startPostgres({ root, dataDir });
  return {
    env: { DATABASE_URL: postgres.url },
    stop: async () => {
      await postgres.stop();
      unlock();
    },
  };
}

/** What a command writes must be open to the platform that runs, or will run. */
async function asWhoeverRuns() {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = runningOn(dataDir) ? lstatSync(path.join(dataDir, 'linlang.lock')) : {};
  if (uid === undefined) {
    await becomeOrdinary({ ...place, log: () => {} });
  } else if (uid !== 0) become({ uid, gid }, dataDir);
}

try {
  checkNode(root);
  ensureWritable(dataDir);
  if (process.getuid?.() === 0) process.umask(0o022);
  await ensureInstalled({ root, log: say });
  await buildStale({ root, only: 'server', log: say });
  process.umask(0o077);
  await asWhoeverRuns();
  const { env, stop } = await database();
  const script = path.join(root, 'dist/server/cli.js');
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { NODE_ENV: 'production', LOG_LEVEL: 'warn', ...process.env, ...env, DATA_DIR: dataDir },
  });
  process.exitCode = await new Promise((resolve) => {
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
  await stop();
} catch (error) {
  process.exitCode = printFailure(error, dataDir);
}
