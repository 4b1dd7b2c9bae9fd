// One launcher a data folder: a second one would run jobs twice and fight over the database.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { birthOf, isAlive } from './processes.mjs';
import { LaunchError } from './says.mjs';

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
    const holder = readHolder(file);
    // The same pid with another birth is a stranger who got the number after a crash or a reboot.
    if (holder && isAlive(holder.pid) && birthOf(holder.pid) === holder.born) {
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
