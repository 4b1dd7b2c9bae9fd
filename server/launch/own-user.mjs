// Whoever breaks into a server has what its user has. Started as root, we become somebody who owns the data and nothing else.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, chown, lchown, lstat, mkdir, open, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { clearAway, makeClusterFor } from './postgres.mjs';

const run = promisify(execFile);
export const NOBODY = 65534;
/** Between what distributions give to accounts and what systemd gives to services: nobody's on any of them. */
const lowest = 60_578;
const many = 606;

/** @typedef {{ uid: number, gid: number }} Who */

/** Instead of a place: the system lets us become nobody else. */
const notHere = '';

const noted = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

const ownerOf = (place) => stat(place).catch(() => undefined);

/** Where the notes beside the data say that the database was put; undefined where it lies with the rest. */
const movedTo = (dataDir) => JSON.parse(noted(path.join(dataDir, 'postgres.json')) || '{}').movedTo;

/** The database's folder, wherever it was put. */
export const clusterOf = (dataDir) => movedTo(dataDir) ?? path.join(dataDir, 'postgres');

/**
 * Whoever owns the data may write there what they like, and root must not give away what a note or a link of theirs names:
 * /etc would be theirs at the next start. Only what root put there is followed.
 */
const putByRoot = (place) => {
  try {
    return lstatSync(place).uid === 0;
  } catch {
    return false;
  }
};

/** The same for root, who is about to give it away. */
export const clusterByRoot = (dataDir) =>
  putByRoot(path.join(dataDir, 'postgres.json')) ? clusterOf(dataDir) : path.join(dataDir, 'postgres');

/**
 * Who runs the platform when root starts it: the owner of the data or of the checkout if that is an ordinary user, else
 * an account named linlang, else a number of this folder's own. Never `nobody`, who may be running other things as well.
 * @returns {Promise<Who>}
 */
export async function ordinaryUser({ root, dataDir }) {
  for (const place of [dataDir, clusterOf(dataDir), root]) {
    const owner = await ownerOf(place);
    if (owner && owner.uid !== 0 && owner.uid !== NOBODY) return { uid: owner.uid, gid: owner.gid };
  }
  const accounts = noted('/etc/passwd')
    .split('\n')
    .map((line) => line.split(':'));
  const account = accounts.find(([name, , uid]) => name === 'linlang' && Number(uid) > 0);
  if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  const first = createHash('sha256').update(path.resolve(dataDir)).digest().readUInt32BE() % many;
  const groups = noted('/etc/group');
  const taken = (id) => accounts.some(([, , uid]) => Number(uid) === id) || groups.includes(`:${id}:`);
  for (let step = 0; step < many; step++) {
    const id = lowest + ((first + step) % many);
    if (!taken(id)) return { uid: id, gid: id };
  }
  return { uid: NOBODY, gid: NOBODY };
}

/** Can that user read every program, and enter every folder? Answers with the place that is in the way. */
async function inTheWay(who, read, enter) {
  const script = `
    const { accessSync, constants } = require('node:fs');
    const [read, enter] = JSON.parse(process.argv[1]);
    for (const [places, how] of [[read, constants.R_OK], [enter, constants.X_OK]])
      for (const place of places)
        try { accessSync(place, how); } catch { console.log(place); process.exit(); }`;
  try {
    const { stdout } = await run(process.execPath, ['-e', script, JSON.stringify([read, enter])], {
      ...who,
      cwd: '/',
      env: {},
    });
    return stdout.trim() || undefined;
  } catch (error) {
    // In a namespace there may be no such user; else Node itself lies where only root can go.
    return error.code === 'EACCES' ? process.execPath : notHere;
  }
}

/**
 * Gives a folder and all in it away, and nothing that links lead to, also where one takes a folder's place meanwhile. The
 * folder itself comes last: while it is not theirs, there is something left to do.
 */
export async function handOver(place, who) {
  const entry = await lstat(place);
  const theirs = entry.uid === who.uid && entry.gid === who.gid;
  if (!entry.isDirectory()) {
    if (!theirs) await lchown(place, who.uid, who.gid);
    return;
  }
  const folder = await open(place, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    // By what was opened, where the system can name that.
    const held = `/proc/self/fd/${folder.fd}`;
    const at = existsSync(held) ? held : place;
    for (const name of await readdir(at)) await handOver(path.join(at, name), who);
    if (!theirs) await folder.chown(who.uid, who.gid);
  } finally {
    await folder.close();
  }
}

/**
 * Closes the data to all other users: what lies on top, which closes what is below it. What is made later is made closed.
 * @param {string} dataDir @param {{ passable?: boolean }} [how] `passable`: the database runs as another user than we.
 */
export async function closeData(dataDir, { passable = false } = {}) {
  if (process.platform === 'win32') return;
  const close = (place, mode) =>
    chmod(place, mode).catch((error) => {
      if (!['EPERM', 'ENOENT', 'EROFS', 'ENOTSUP'].includes(error.code)) throw error;
    });
  await close(dataDir, passable ? 0o711 : 0o700);
  for (const entry of readdirSync(dataDir, { withFileTypes: true })) {
    if (entry.isDirectory()) await close(path.join(dataDir, entry.name), 0o700);
    else if (entry.isFile()) await close(path.join(dataDir, entry.name), 0o600);
  }
}

/**
 * For root only, and before anything is started: the data becomes the ordinary user's, and so do we. Where that cannot be,
 * it says why and all goes on as root.
 * @param {{ root: string, dataDir: string, storage?: string, embedded: boolean, log: (line: string) => void }} options
 *   `storage`: STORAGE_URL; `embedded`: with a database of ours
 * @returns {Promise<boolean>} are we an ordinary user now?
 */
export async function becomeOrdinary({ root, dataDir, storage, embedded, log }) {
  if (process.getuid?.() !== 0) return true;
  const who = await ordinaryUser({ root, dataDir });
  const cluster = clusterByRoot(dataDir);
  const apart = folderOf(root, storage);
  if (apart) await mkdir(apart, { recursive: true });
  const programs = ['package.json', 'dist/server/main.js', 'node_modules/pg/package.json', 'web/docs', 'migrations'];
  await chmod(dataDir, 0o711);
  const hindrance = await inTheWay(
    who,
    programs.map((at) => path.join(root, at)),
    [dataDir, ...(apart ? [path.dirname(apart)] : [])],
  );
  if (hindrance !== undefined) {
    await staysRoot({ root, dataDir, storage });
    log(hindrance === notHere ? alone : besieged(hindrance));
    return false;
  }

  if (embedded) await makeClusterFor(who, { root, dataDir, log });
  const places = placesOf(dataDir, apart);
  if (existsSync(cluster) && meantByUs(cluster)) {
    // Before the notes that say where it is: those are root's until it is theirs.
    if (!places.includes(cluster)) places.unshift(cluster);
    // As root, since it may be run by somebody whom we are not allowed to end later.
    if ((await ownerOf(cluster)).uid !== who.uid) await clearAway(await realpath(cluster));
  }
  for (const place of places)
    await give(place, who, { all: place === path.join(dataDir, 'logs'), elsewhere: apart, log });
  await chown(dataDir, who.uid, who.gid);
  become(who, dataDir);
  log(`root is given up: Linlang runs as ${nameOf(who.uid)} / 已放弃 root 权限，以普通用户（${who.uid}）运行`);
  return true;
}

/** A folder, or a file: URL; nothing for what lies on another machine. */
function folderOf(root, storage) {
  if (!storage || /^s3:/.test(storage)) return undefined;
  return storage.startsWith('file://') ? fileURLToPath(storage) : path.resolve(root, storage);
}

const placesOf = (dataDir, apart) => [
  ...readdirSync(dataDir).map((name) => path.join(dataDir, name)),
  ...(apart && existsSync(apart) ? [apart] : []),
];

/** What root writes is root's, and the folders on top say so: whoever gives it away later looks through them again. */
export async function staysRoot({ root, dataDir, storage }) {
  const { uid } = await ordinaryUser({ root, dataDir });
  const cluster = clusterOf(dataDir);
  for (const place of placesOf(dataDir, folderOf(root, storage))) {
    if (place !== cluster && (await ownerOf(place))?.uid === uid) await chown(place, 0, 0);
  }
}

const alone =
  'Linlang goes on as root, since this system lets it become no other user: start it as an ordinary user. ' +
  '/ 本系统不允许切换到其他用户，琳琅只能以 root 身份运行；请改用普通用户启动';

const besieged = (place) =>
  `Linlang goes on as root, since no other user can reach ${place}: put it where others may enter, such as /opt or /srv, or start it as an ordinary user. ` +
  `/ 其他用户无法进入 ${place}，琳琅只能以 root 身份运行；请放到 /opt 或 /srv 之类的目录，或改用普通用户启动`;

/** No link, or one that root made. */
const meantByUs = (place) => putByRoot(place) || !lstatSync(place).isSymbolicLink();

/** A folder that is theirs already holds what is theirs: `all` looks into it even so. */
async function give(place, who, { all, elsewhere, log }) {
  if (!existsSync(place) || !meantByUs(place)) return;
  const real = lstatSync(place).isSymbolicLink() ? await realpath(place) : place;
  const owner = await ownerOf(real);
  if (!owner || (owner.isDirectory() && owner.uid === who.uid && !all)) return;
  // A folder elsewhere that belongs to somebody else is shared on purpose.
  if (place === elsewhere && owner.uid !== 0) return;
  if (owner.isDirectory() && !all) log(`giving ${place} to ${nameOf(who.uid)}`);
  await handOver(real, who);
}

/** @param {Who} who */
export function become(who, home) {
  try {
    process.setgroups([who.gid]);
  } catch {
    // Forbidden in some namespaces, where there are no other groups either.
  }
  process.setgid(who.gid);
  process.setuid(who.uid);
  // Root's is closed to us.
  process.env.HOME = home;
}

function nameOf(uid) {
  const line = noted('/etc/passwd')
    .split('\n')
    .find((one) => Number(one.split(':')[2]) === uid && one);
  return line ? `${line.split(':')[0]} (uid ${uid})` : `user ${uid}`;
}
