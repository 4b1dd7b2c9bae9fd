// One launcher a data folder: a second one would run jobs twice and fight over the database.
import path from 'node:path';
import { holderOf, noteOn, tryHold } from './hold.mjs';
import { LaunchError } from './says.mjs';

const lockOf = (folder) => path.join(folder, 'linlang.lock');

/** Who is running on that folder, and on which port; undefined when nobody is. */
export const runningOn = (folder) => holderOf(lockOf(folder));

/** Tells others, such as a command run beside us, where we listen. */
export const notePort = (folder, port) => noteOn(lockOf(folder), { port });

/** @returns {() => void} lets the folder go */
export function lockFolder(folder) {
  const { letGo, holder } = tryHold(lockOf(folder));
  if (letGo) return letGo;
  throw new LaunchError(
    `Linlang is already running on ${folder} (process ${holder.pid}): stop it first, or set DATA_DIR to another folder.`,
    { zh: `琳琅已在此数据目录上运行（进程 ${holder.pid}）` },
  );
}
