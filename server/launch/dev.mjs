// npm run dev: the server half is rebuilt and restarted on a change, the web half is served by Vite with hot reload.
import { existsSync, mkdirSync, watch } from 'node:fs';
import path from 'node:path';
import { buildStale, rootFolder as root } from './build.mjs';
import { serverPlaces } from './build-server.mjs';
import { ensurePortFree, ensureWritable, listensOn } from './ground.mjs';
import { checkNode, ensureInstalled } from './install.mjs';
import { lockFolder } from './lock.mjs';
import { closeData, staysRoot } from './own-user.mjs';
import { Platform } from './platform.mjs';
import { whenNpmEnds } from './processes.mjs';
import { printFailure, say } from './says.mjs';
import { isTest } from './stale.mjs';

const dataDir = path.resolve(process.env.DATA_DIR || path.join(root, 'data'));
const logs = path.join(dataDir, 'logs');
let platform;
let unlock = () => {};
let stopping = false;

async function stop(code) {
  if (stopping) return;
  stopping = true;
  await platform?.stop();
  unlock();
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));
whenNpmEnds(() => void stop(0));

async function main() {
  checkNode(root);
  ensureWritable(dataDir);
  unlock = lockFolder(dataDir);
  await ensurePortFree(process.env.PORT, listensOn(process.env));
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  await ensureInstalled({ root, dev: true, log: say });
  const env = { ...process.env, NODE_ENV: 'development', WEB_DEV: 'on' };
  platform = new Platform({ root, dataDir, logs, say, env });
  await Promise.all([platform.startDatabase(), buildStale({ root, only: 'server', log: say })]);
  const isRoot = process.getuid?.() === 0;
  // The sources are built again and again, by whoever may write them.
  if (isRoot) await staysRoot({ root, dataDir, storage: process.env.STORAGE_URL });
  await closeData(dataDir, { passable: isRoot });
  await platform.command(['migrate'], say);
  const [server] = await Promise.all([platform.keep('server', 'main.js'), platform.keep('worker', 'worker.js')]);
  say(`http://localhost:${new URL(server.url).port || 80}`);
  for (const place of serverPlaces) watchFolder(path.join(root, place));
  await platform.over;
}

// A save touches a file more than once, and a checkout touches many: the last of them starts the build.
let timer;
let building = Promise.resolve();
function changed() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    building = building.then(rebuild);
  }, 120);
}

async function rebuild() {
  if (stopping) return;
  try {
    const { server } = await buildStale({ root, only: 'server' });
    if (!server || stopping) return;
    await platform.command(['migrate'], say);
    await Promise.all([platform.replace('server', 'main.js'), platform.replace('worker', 'worker.js')]);
    say('built and started again');
  } catch (error) {
    // What was built before goes on running, or the next change starts it again.
    printFailure(error, root);
  }
}

function watchFolder(folder) {
  if (!existsSync(folder)) return;
  const watcher = watch(folder, { recursive: true }, (_event, name) => {
    const file = String(name ?? '');
    if (!/\.(ts|json|sql|html)$/.test(file) || isTest(file) || /(^|[\\/])web(\.ts$|[\\/])/.test(file)) return;
    changed();
  });
  watcher.on('error', (error) => say(`cannot watch ${folder}: ${error.message}`));
}

try {
  await main();
} catch (error) {
  if (!stopping) await stop(printFailure(error, dataDir));
}
