// One launcher a data folder: a second one would run jobs twice and fight over the database.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { birthOf, isAlive } from './processes.mjs';
import { LaunchError } from './says.mjs';

/** Who is running on that folder, and on which port; undefined when nobody is. */
export function runningOn(folder) {
  const holder = readHolder(path.join(folder, 'linlang.lock'));
  // The same pid with another birth is a stranger who got the number after a crash or a reboot.
  return holder && isAlive(holder.pid) && birthOf(holder.pid) === holder.born ? holder : undefined;
}

/** Tells others, such as a command run beside us, where we listen. */
export function notePort(folder, port) {
  const file = path.join(folder, 'linlang.lock');
  writeFileSync(file, JSON.stringify({ ...readHolder(file), port }));
}

/** @returns {() => void} lets the folder go */
export function lockFolder(folder) {
  const file = path.join(folder, 'linlang.lock');
  const mine = JSON.stringify({ pid: process.pid, born: birthOf(process.pid) });
  for (let tries = 0; ; tries++) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => {
        // Only our own: a later launcher may hold it by now.
        if (readHolder(file)?.pid === process.pid) rmSync(file, { force: true });
      };
    } catch (error) {
      if (error.code !== 'EEXIST' || tries > 5) throw error;
    }
    const holder = runningOn(folder);
    if (holder) {
      throw new LaunchError(
        `Linlang is already running on ${folder} (process ${holder.pid}): stop it first, or set DATA_DIR to another folder.`,
        { zh: `琳琅已在此数据目录上运行（进程 ${holder.pid}）` },
      );
    }
    rmSync(file, { force: true });
  }
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
