// npm start: from a clone to a living portal. Plain JavaScript without packages, since nothing may be installed yet.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensurePortFree, ensureWritable, listensOn } from './ground.mjs';
import { checkNode, ensureInstalled } from './install.mjs';
import { lockFolder, notePort } from './lock.mjs';
import { buildStale, rootFolder as root } from './build.mjs';
import { holdLowPort } from './low-port.mjs';
import { becomeOrdinary, closeData } from './own-user.mjs';
import { Platform } from './platform.mjs';
import { whenNpmEnds } from './processes.mjs';
import { LaunchError, printFailure, say } from './says.mjs';

const dataDir = path.resolve(process.env.DATA_DIR || path.join(root, 'data'));
const place = { root, dataDir, storage: process.env.STORAGE_URL, embedded: !process.env.DATABASE_URL };
const logs = path.join(dataDir, 'logs');
const isRoot = process.getuid?.() === 0;
const off = /^(off|false|0)$/i;
let platform;
let unlock = () => {};
let stopping;

async function stop(code) {
  await platform?.stop();
  unlock();
  process.exit(code);
}

function asked() {
  // npm passes a Ctrl-C on that the terminal has sent us already; only a later one means impatience.
  if (stopping === undefined) {
    stopping = Date.now();
    say('stopping / 正在停止');
    void stop(0);
  } else if (Date.now() - stopping > 3000) process.exit(130);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, asked);
whenNpmEnds(asked);
// Nobody may be there any more to read what we say.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

async function main() {
  checkNode(root);
  ensureWritable(dataDir);
  unlock = lockFolder(dataDir);
  await ensurePortFree(process.env.PORT, listensOn(process.env));
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  // Programs are for whoever will run them.
  if (isRoot) process.umask(0o022);
  await ensureInstalled({ root, log: say });

  const wire = await holdLowPort(process.env.PORT, listensOn(process.env));
  const ordinary = isRoot ? await asOrdinaryUser() : true;

  const env = { NODE_ENV: 'production', ...process.env };
  platform = new Platform({ root, dataDir, logs, say, env, wire });
  // The database comes up while the sources are compiled.
  await Promise.all([platform.startDatabase(), isRoot || buildStale({ root, log: say })]);
  if (stopping) return;
  // From here on all that is written is data, and what was written by earlier versions is closed as well.
  process.umask(0o077);
  await closeData(dataDir, { passable: !ordinary });
  say('bringing the tables up to date');
  await platform.command(['migrate']);
  say('starting server and worker');
  const [server] = await Promise.all([platform.keep('server', 'main.js'), platform.keep('worker', 'worker.js')]);
  if (stopping) return;
  notePort(dataDir, new URL(server.url).port || 80);
  announce(server.url);
  await loadDemo(server.url);
  await platform.over;
}

/** Only root may write into the checkout of root, so that all is built before root is given up. */
async function asOrdinaryUser() {
  await buildStale({ root, log: say });
  return becomeOrdinary({ ...place, log: say });
}

async function loadDemo(url) {
  const done = path.join(dataDir, '.demo-loaded');
  if (off.test(process.env.DEMO ?? '') || existsSync(done)) return;
  say('loading the demo; the portal fills while you look / 正在载入示例特藏');
  try {
    let shown = 0;
    await platform.command(['demo'], (line) => {
      // Often enough to see that it moves, seldom enough not to push the address off the screen.
      if (line.startsWith('{') || Date.now() - shown < 5000) return;
      shown = Date.now();
      say(`  ${line}`);
    });
  } catch (error) {
    // The portal itself is well: it goes on serving, and the next start tries again.
    process.stderr.write(
      `The demo could not be loaded; the next start tries again. / 示例载入失败，下次启动时重试。\n`,
    );
    printFailure(error, dataDir);
    return;
  }
  if (stopping) return;
  writeFileSync(done, '');
  say('the demo is complete / 示例特藏已载入');
  announce(url);
}

const onlyHere =
  'Only this machine can open it, as it shows a demo: HOST=0.0.0.0 opens it to others. / 示例默认只能从本机打开；要让其他机器访问，请设 HOST=0.0.0.0';

/** Who may sign in is known to the platform, which leaves it in a file that only this user can read. */
function announce(listening) {
  const url = process.env.PUBLIC_URL || `http://localhost:${new URL(listening).port || 80}`;
  const note = path.join(dataDir, 'sign-in.txt');
  const nobody =
    'To sign in, make yourself the first admin / 首次登录前请设定管理员:\n  npm run admin -- you@library.example';
  const signIn = existsSync(note) ? readFileSync(note, 'utf8').trim() : nobody;
  const lines = [
    '',
    `  琳琅 Linlang  ${url}`,
    ...signIn.split('\n').map((line) => `  ${line}`),
    ...(process.env.HOST || listensOn(process.env) === '0.0.0.0' ? [] : [`  ${onlyHere}`]),
    '',
    '  Ctrl-C stops it. / 按 Ctrl-C 停止。',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

try {
  await main();
} catch (error) {
  if (stopping === undefined) {
    const code = printFailure(error instanceof Error ? error : new LaunchError(String(error)), dataDir);
    stopping = Date.now();
    await stop(code);
  }
}
