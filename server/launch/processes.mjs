// Small truths about processes: is that one alive, is it still the same one, make it end, follow us into death.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  // A zombie still takes signals, but will never answer.
  return statFields(pid)?.[0] !== 'Z';
}

function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/** A word that differs between two processes which had the same pid one after the other. */
export function birthOf(pid) {
  const fields = statFields(pid);
  if (fields) return fields[19];
  if (process.platform === 'win32') return undefined;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** Is that pid a postmaster working in that folder? Unknown systems answer by the name alone. */
export function isPostmasterOf(pid, folder) {
  if (!isAlive(pid)) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    try {
      return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres');
    } catch {
      return process.platform === 'win32';
    }
  }
}

/** Who works in that folder and is called postgres; on systems without /proc nobody is seen. */
export function workingIn(folder) {
  if (!existsSync('/proc/self/cwd')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
        );
      } catch {
        // Another user's, or it ended while we looked.
        return false;
      }
    });
}

/** Sends it, if there is still somebody to send it to. */
export function signalled(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function ends(pid, withinMs) {
  const until = Date.now() + withinMs;
  while (isAlive(pid)) {
    if (Date.now() > until) return false;
    await pause(40);
  }
  return true;
}

/**
 * Programs that are not ours cannot notice that we were killed. A tiny shell holds the reading end of a pipe from us:
 * when we are gone, however we went, it reads the end and sends the signal. Children that are handed the other end as
 * well (`hold`) are waited for in the same way.
 * @returns {(() => void) & { hold?: import('node:stream').Writable }} lets the guard go
 */
export function guard(pid, signal = 'INT') {
  if (process.platform === 'win32') return () => {};
  const shell = spawn('sh', ['-c', `cat >/dev/null; kill -${signal} "$1" 2>/dev/null`, 'guard', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  shell.on('error', () => {});
  shell.unref();
  shell.stdin.unref?.();
  shell.stdin.on('error', () => {});
  const letGo = () => {
    // Nobody may be handed an end whose other end is gone.
    shell.stdin.destroy();
    try {
      process.kill(-shell.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
  return Object.assign(letGo, { hold: shell.stdin });
}

/**
 * npm passes a signal to its shell only, which dies of it without a word to us: under npm, losing the parent is the
 * signal. Started in any other way (nohup, a service), one may well outlive whoever started one.
 */
export function whenNpmEnds(stop) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 500);
  timer.unref();
}
