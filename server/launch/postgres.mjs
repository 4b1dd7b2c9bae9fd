// The embedded PostgreSQL: made on first use, started on loopback with a password of its own, ended with us.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.mjs';
import { machineOf } from './machine.mjs';
import { findBinaries, hydrate } from './pg-binaries.mjs';
import { NOBODY, clusterByRoot, handOver } from './own-user.mjs';
import { asIdentity, giveTo, place } from './pg-identity.mjs';
import { connectionsFor, leastShared, settingsGiven, tuningFor, tuningLine } from './postgres.tuning.mjs';
import { ends, guard, isAlive, isPostmasterOf, pause, signalled, workingIn } from './processes.mjs';
import { LaunchError } from './says.mjs';

const run = promisify(execFile);
const USER = 'linlang';
const DATABASE = 'linlang';
const longestRecovery = 15 * 60_000;

/**
 * @param {{ root: string, dataDir: string, durable?: boolean, settings?: Record<string, string>, port?: number, log?: (line: string) => void }} options
 *   `durable: false` is for throw-away clusters only: a crash may lose everything. `port`: this one and no other.
 * @returns {Promise<{ url: string, adminUrl: string, port: number, pid: number, exited: Promise<number | null>, stop: () => Promise<void>, hold?: object }>}
 *   Whoever is started with `hold` among its streams keeps the server alive until it has ended, when we are killed.
 */
export async function startPostgres({ root, dataDir, durable = true, settings = {}, port: only, log = () => {} }) {
  const found = findBinaries(root);
  await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const base = realpathSync(dataDir);
  await hydrate(found.native).catch((error) => {
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error;
  });

  const notes = path.join(base, 'postgres.json');
  const saved = existsSync(notes) ? JSON.parse(readFileSync(notes, 'utf8')) : {};
  checkVersion(path.join(base, 'postgres'), found.major);
  const placed = await place({
    root,
    native: found.native,
    version: found.version,
    dataDir: base,
    movedTo: saved.movedTo,
  });
  if (placed.moved) log(`root may not run PostgreSQL here: its data is in ${placed.cluster}`);

  if (placed.moved) saved.movedTo = placed.cluster;

  let { password } = saved;
  if (!existsSync(path.join(placed.cluster, 'PG_VERSION'))) {
    password = await makeCluster(placed, notes, saved, log);
  } else {
    checkVersion(placed.cluster, found.major);
    await clearAway(placed.cluster);
  }
  if (!password) {
    throw new LaunchError(`The password of the embedded database is missing: ${notes} was removed.`, {
      zh: `内嵌数据库的密码文件不见了：${notes}`,
    });
  }

  const port = await freePort(only ?? saved.port);
  if (only && port !== only) {
    throw new LaunchError(`Port ${only} of the embedded database is taken by another program.`, {
      zh: `内嵌数据库的端口 ${only} 被其他程序占用`,
    });
  }
  await writeNotes(notes, { ...saved, password, port });
  const url = (database) => `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const tuned = durable ? tunedTo(base, log) : throwAway();
  const child = await comeUp({ placed, base, port, settings: { ...tuned, ...settings } }, url('postgres'), log);
  return {
    url: url(DATABASE),
    adminUrl: url('postgres'),
    port,
    pid: child.pid,
    exited: child.exited,
    stop: child.stop,
    hold: child.hold,
  };
}

function tunedTo(base, log) {
  const given = settingsGiven(process.env.POSTGRES_SETTINGS);
  const machine = machineOf({ disk: base });
  const settings = tuningFor(machine, Number(process.env.DATABASE_POOL) || undefined);
  log(tuningLine(machine, settings, given));
  return { ...settings, ...given };
}

const throwAway = () => ({
  max_connections: String(connectionsFor()),
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '256MB',
  max_wal_size: '320MB',
  work_mem: '16MB',
  wal_compression: 'on',
  jit: 'off',
});

/** Where the system will not give so much memory at once, a slower database is better than none. */
async function comeUp(how, adminUrl, log) {
  const child = await launch(how);
  try {
    await child.ready;
    await ensureDatabase(adminUrl);
    return child;
  } catch (error) {
    await child.stop();
    if (!/could not (map anonymous|create) shared memory/.test(error.message)) throw error;
    if (how.settings.shared_buffers === leastShared) throw error;
    log(`the system has not ${how.settings.shared_buffers} of memory to share: PostgreSQL takes ${leastShared}`);
    return comeUp({ ...how, settings: { ...how.settings, shared_buffers: leastShared } }, adminUrl, log);
  }
}

/** While we are root still: what makes a cluster insists on a user who has a name, and ours may have none. */
export async function makeClusterFor(who, { root, dataDir, log }) {
  const { native } = findBinaries(root);
  await hydrate(native);
  const base = realpathSync(dataDir);
  const notes = path.join(base, 'postgres.json');
  const saved = existsSync(notes) ? JSON.parse(readFileSync(notes, 'utf8')) : {};
  const cluster = clusterByRoot(base);
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return;
  await makeCluster({ native, cluster, identity: { kind: 'other', ...who } }, notes, saved, log);
}

async function makeCluster(placed, notes, saved, log) {
  log('making the database cluster');
  const password = randomBytes(24).toString('base64url');
  await writeNotes(notes, { ...saved, password });
  await initialise(placed, password);
  return password;
}

async function writeNotes(file, notes) {
  // Beside and renamed: a crash in the middle must not lose the only copy of the password.
  await rm(`${file}.new`, { force: true });
  await writeFile(`${file}.new`, JSON.stringify(notes), { mode: 0o600, flag: 'wx' });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
}

/** Beside the final place, and moved there when complete, so that a killed first start leaves nothing half made. */
async function initialise(placed, password) {
  const half = `${placed.cluster}.new`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { mode: 0o700 });
  // `nobody` has a name everywhere, and owns it for this moment only.
  const maker = placed.identity.kind === 'other' ? { kind: 'other', uid: NOBODY, gid: NOBODY } : placed.identity;
  await giveTo(maker, half);
  const pwfile = `${half}.pw`;
  await writeFile(pwfile, `${password}\n`, { mode: 0o600 });
  await giveTo(maker, pwfile);
  const program = path.join(placed.native, 'bin', 'initdb');
  const init = (locale) => {
    const args = ['-D', half, '-U', USER, `--pwfile=${pwfile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
    args.push(`--locale=${locale}`, '--data-checksums', '--no-instructions');
    const [command, all, options] = asIdentity(maker, program, args, { cwd: path.dirname(half) });
    return run(command, all, { ...options, env: cleanEnv() });
  };
  try {
    // C.UTF-8 makes trigrams work on Chinese; where the system lacks it, plain C sorts the same way.
    await init('C.UTF-8').catch(async (error) => {
      if (!/invalid locale/i.test(String(error.stderr))) throw error;
      await init('C');
    });
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw explain(String(error.stderr ?? error), placed.cluster, error);
  } finally {
    await rm(pwfile, { force: true });
  }
  if (placed.identity.kind === 'other') await handOver(half, placed.identity);
  await rename(half, placed.cluster);
}

function cleanEnv() {
  // The operator's own PG* variables speak of other servers.
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_MESSAGES: 'C' };
}

function explain(text, place, cause) {
  if (/No space left on device|disk quota exceeded/i.test(text)) {
    return new LaunchError(
      `The disk is full: the database at ${place} cannot be written. Free some space and start again.`,
      {
        cause,
        zh: `磁盘已满，无法写入数据库：${place}`,
      },
    );
  }
  if (/Permission denied|Read-only file system/i.test(text)) {
    return new LaunchError(`The database folder ${place} cannot be written.`, {
      cause,
      zh: `数据库目录不可写：${place}`,
    });
  }
  return new LaunchError(`The embedded PostgreSQL did not start: ${text.trim().split('\n').slice(-3).join(' ')}`, {
    cause,
    zh: '内嵌 PostgreSQL 未能启动',
  });
}

function checkVersion(cluster, major) {
  let version;
  try {
    version = readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
  } catch {
    // No cluster there, or another user's: whoever opens it will say so.
    return;
  }
  if (version === major) return;
  throw new LaunchError(
    `The database in ${cluster} is of PostgreSQL ${version} and this Linlang brings PostgreSQL ${major}: ` +
      'start it with the Linlang that made it and move the data over with pg_dump.',
    { zh: `数据目录由 PostgreSQL ${version} 创建，与本版本的 PostgreSQL ${major} 不符` },
  );
}

/** What a killed start left behind: a server that still runs is ended in good order, a dead one's lock file removed. */
export async function clearAway(cluster) {
  const lock = path.join(cluster, 'postmaster.pid');
  const pid = existsSync(lock) ? Number.parseInt(readFileSync(lock, 'utf8'), 10) : 0;
  if (pid > 0 && isPostmasterOf(pid, cluster)) {
    process.kill(pid, 'SIGINT');
    if (!(await ends(pid, 15_000))) {
      process.kill(pid, 'SIGQUIT');
      await ends(pid, 5_000);
    }
  }
  // Those who served connections outlive a killed one for as long as their statement takes, and no other may begin
  // until the last is gone: they are told what it would have told them.
  for (const [signal, withinMs] of [
    ['SIGQUIT', 3_000],
    ['SIGKILL', 5_000],
  ]) {
    const left = workingIn(cluster);
    for (const orphan of left) signalled(orphan, signal);
    await Promise.all(left.map((orphan) => ends(orphan, withinMs)));
  }
  await rm(lock, { force: true });
}

async function launch({ placed, base, port, settings }) {
  const { cluster, identity, native } = placed;
  const logFile = path.join(base, 'postgres.log');
  if (existsSync(logFile) && statSync(logFile).size > 8 * 1024 * 1024) renameSync(logFile, `${logFile}.1`);
  const start = existsSync(logFile) ? statSync(logFile).size : 0;
  const out = openSync(logFile, 'a', 0o600);
  const options = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const args = ['-D', cluster, ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  const [command, all, how] = asIdentity(identity, path.join(native, 'bin', 'postgres'), args);
  // A group of its own: Ctrl-C in the terminal must reach us, and the database only after the servers have ended.
  const child = spawn(command, all, {
    ...how,
    cwd: path.dirname(cluster),
    env: cleanEnv(),
    stdio: ['ignore', out, out],
    detached: process.platform !== 'win32',
  });
  closeSync(out);
  let over = false;
  const exited = new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => resolve(code));
  });
  void exited.then(() => {
    over = true;
  });
  if (!child.pid) throw new LaunchError(`The embedded PostgreSQL could not be run: ${command}.`);
  const letGo = guard(child.pid);
  void exited.then(letGo);
  const lock = path.join(cluster, 'postmaster.pid');

  const ready = (async () => {
    const began = Date.now();
    let recovering = false;
    while (Date.now() - began < (recovering ? longestRecovery : 60_000)) {
      if (over) throw explain(readFileSync(logFile, 'utf8').slice(start), cluster);
      const lines = existsSync(lock) ? readFileSync(lock, 'utf8').split('\n') : [];
      const status = Number(lines[0]) === child.pid ? lines[7]?.trim() : undefined;
      if (status === 'ready') return;
      // What was written before a crash is gone through first: ending that would only have it begin again.
      recovering = status === 'starting';
      await pause(20);
    }
    throw new LaunchError(`The embedded PostgreSQL was not ready in time; see ${logFile}.`);
  })();
  ready.catch(() => {});

  const stop = async () => {
    if (over || !isAlive(child.pid)) return;
    if (process.platform === 'win32') {
      const program = path.join(native, 'bin', 'pg_ctl');
      await run(program, ['stop', '-m', 'fast', '-D', cluster]).catch(() => child.kill());
    } else child.kill('SIGINT');
    if (!(await ends(child.pid, 20_000))) child.kill('SIGQUIT');
    await exited;
  };
  return { pid: child.pid, exited, ready, stop, hold: letGo.hold };
}

async function ensureDatabase(adminUrl) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
