// PostgreSQL refuses to run as root. This finds who runs it instead, and from where, without making any account.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { chown, cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { hydrate } from './pg-binaries.mjs';
import { ordinaryUser } from './own-user.mjs';
import { LaunchError } from './says.mjs';

const run = promisify(execFile);
const OUTSIDE = '/var/lib/linlang';

/**
 * @typedef {{ kind: 'self' | 'other' | 'unshare', uid?: number, gid?: number }} Identity
 * @typedef {{ identity: Identity, native: string, cluster: string, moved: boolean }} Placement
 */

/** The command and options that run a program as that identity; a namespace is entered by exec, so the pid stays. */
export function asIdentity(identity, command, args, options = {}) {
  if (identity.kind === 'other') return [command, args, { ...options, uid: identity.uid, gid: identity.gid }];
  if (identity.kind === 'unshare') {
    return ['unshare', ['--user', '--map-user=1000', '--map-group=1000', '--', command, ...args], options];
  }
  return [command, args, options];
}

async function canRun(identity, native, folder) {
  const script = 'cd "$2" && "$1" --version';
  const [command, args, options] = asIdentity(
    identity,
    'sh',
    ['-c', script, 'sh', path.join(native, 'bin', 'postgres'), folder],
    { cwd: '/', env: { ...process.env, HOME: '/' } },
  );
  try {
    await run(command, args, options);
    return true;
  } catch {
    // Refused by the folder, by the kernel, or because inside a namespace there is no such user.
    return false;
  }
}

/** @returns {Promise<Placement>} */
export async function place({ root, native, version, dataDir, movedTo }) {
  const ordinary = process.getuid?.() !== 0;
  const cluster = ordinary && movedTo ? movedTo : path.join(dataDir, 'postgres');
  const uid = process.getuid?.();
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;

  if (ordinary) {
    if (owner && uid !== undefined && owner.uid !== uid) {
      throw new LaunchError(
        `The database folder ${cluster} belongs to another user (uid ${owner.uid}): start as that user, or give it away with chown.`,
        { zh: '数据库目录属于另一个用户' },
      );
    }
    return { identity: { kind: 'self' }, native, cluster, moved: cluster === movedTo };
  }

  const who = await ordinaryUser({ root, dataDir });
  // Data that was put outside once stays there, whatever else has become possible since.
  if (movedTo) return outside({ native, version, home: path.dirname(movedTo), who });

  // Once there is a cluster, its owner decides: the same data can be started by root and by the one who made it.
  if (owner) {
    const identity = owner.uid === 0 ? { kind: 'unshare' } : { kind: 'other', uid: owner.uid, gid: owner.gid };
    if (await canRun(identity, native, dataDir)) return { identity, native, cluster, moved: false };
  } else {
    for (const identity of [{ kind: 'other', ...who }, { kind: 'unshare' }]) {
      if (await canRun(identity, native, dataDir)) return { identity, native, cluster, moved: false };
    }
  }
  if (owner) {
    throw new LaunchError(
      `PostgreSQL cannot be run on ${cluster} as its owner (uid ${owner.uid}): start as that user, or set DATABASE_URL.`,
      { zh: '无法以数据库目录所有者的身份运行 PostgreSQL' },
    );
  }
  const name = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12);
  return outside({ native, version, home: path.join(OUTSIDE, name), who });
}

/** Neither another user nor a namespace can reach the checkout: program and data go where they can. */
async function outside({ native, version, home, who }) {
  const copy = path.join(OUTSIDE, `postgres-${version}`);
  if (!existsSync(path.join(copy, 'bin', 'postgres'))) {
    await mkdir(OUTSIDE, { recursive: true, mode: 0o755 });
    // Beside and renamed, so that a copy which was cut off is never taken for a whole one.
    const half = `${copy}.${process.pid}`;
    await cp(native, half, { recursive: true, verbatimSymlinks: true });
    await hydrate(half);
    await rm(copy, { recursive: true, force: true });
    await rename(half, copy);
  }
  await mkdir(home, { recursive: true, mode: 0o711 });
  const cluster = path.join(home, 'postgres');
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  const identity = { kind: 'other', ...(owner ? { uid: owner.uid, gid: owner.gid } : who) };
  if (!(await canRun(identity, copy, home))) {
    throw new LaunchError(
      'PostgreSQL cannot be run as root, and no other user can be used here: start as an ordinary user, or set DATABASE_URL.',
      { zh: '不能以 root 身份运行 PostgreSQL，请改用普通用户或设置 DATABASE_URL' },
    );
  }
  return { identity, native: copy, cluster, moved: true };
}

/** Hands a fresh folder to whoever will run the server. */
export async function giveTo(identity, folder) {
  if (identity.kind === 'other') await chown(folder, identity.uid, identity.gid);
}
