// Where tools that npm does not carry are kept between runs: outside the checkout, reachable by the user they run as.
import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const NOBODY = { uid: 65534, gid: 65534 };
export const isRoot = () => process.getuid?.() === 0;

/** May any user walk down to that folder? */
function isOpenToAll(folder) {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    try {
      if ((statSync(at).mode & 0o001) === 0) return false;
    } catch {
      // Not there yet: made by us, open.
    }
    if (at === path.dirname(at)) return true;
  }
}

let chosen;
export function toolsFolder() {
  if (chosen) return chosen;
  const home = path.join(os.homedir(), '.cache', 'linlang');
  const named = process.env.LINLANG_TOOLS;
  chosen = path.resolve(named ?? (isRoot() && !isOpenToAll(home) ? '/var/cache/linlang' : home));
  mkdirSync(chosen, { recursive: true, mode: 0o755 });
  return chosen;
}

/** The first program of these names on the path. */
export function findProgram(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
      const at = path.join(folder, name);
      try {
        accessSync(at, constants.X_OK);
        if (statSync(at).isFile()) return at;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

/** Runs to the end; the error carries what was printed. Its own group, so that Ctrl-C can end it with all it started. */
export function runTool(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = execFile(command, args, { maxBuffer: 64 << 20, ...options }, (error, stdout, stderr) => {
      running.delete(child);
      if (!error) return resolve(stdout);
      error.message = `${path.basename(command)} failed: ${`${stderr}\n${stdout}`.trim().slice(-2000)}`;
      reject(error);
    });
    running.add(child);
  });
}

const running = new Set();
export function endTools() {
  for (const child of running) child.kill('SIGTERM');
}

/** What a set-up step throws when this machine lacks a tool: the suites that need it are skipped, loudly. */
export class MissingTool extends Error {}
