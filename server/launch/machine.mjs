// How much of this machine is ours: what it has, or what a container or service was given of it.
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const MB = 1024 * 1024;

/** @typedef {{ memoryMb: number, cores: number, freeDiskMb: number }} Machine */

/**
 * @param {{ system?: string, memory?: number, cores?: number, disk?: string }} [of] another machine than this one, for tests
 * @returns {Machine}
 */
export function machineOf({ system = '/', memory = os.totalmem(), cores = os.availableParallelism(), disk } = {}) {
  const allowed = limitsIn(system);
  return {
    memoryMb: Math.floor(Math.min(memory, allowed.memory) / MB),
    cores: Math.max(1, Math.min(cores, Math.ceil(allowed.cores))),
    freeDiskMb: disk === undefined ? Infinity : freeMb(disk),
  };
}

function freeMb(disk) {
  const { bavail, bsize } = statfsSync(disk);
  return Math.floor((bavail * bsize) / MB);
}

const read = (file) => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};

/** `max` and numbers beyond any machine say that there is no limit. */
function amount(text) {
  const number = /^\d+$/.test(text) ? Number(text) : Infinity;
  return number > 0 ? number : Infinity;
}

/** The least that any group above us leaves. Inside a container the path that is named may not exist: then its root counts. */
function limitsIn(system) {
  const groups = read(path.join(system, 'proc/self/cgroup')).split('\n');
  const pathOf = (mark) => groups.find((line) => line.split(':')[1] === mark)?.split(':')[2] ?? '/';
  const unified = foldersOf(path.join(system, 'sys/fs/cgroup'), pathOf(''));
  const older = foldersOf(path.join(system, 'sys/fs/cgroup/memory'), pathOf('memory'));
  const memory = [
    ...unified.flatMap((at) => [amount(read(path.join(at, 'memory.max'))), amount(read(path.join(at, 'memory.high')))]),
    ...older.map((at) => amount(read(path.join(at, 'memory.limit_in_bytes')))),
  ];
  const cores = unified.map((at) => {
    const [quota = 'max', period = '100000'] = read(path.join(at, 'cpu.max')).split(' ');
    return amount(quota) / Number(period);
  });
  return { memory: Math.min(Infinity, ...memory), cores: Math.min(Infinity, ...cores) };
}

function foldersOf(base, below) {
  const names = below.split('/').filter(Boolean);
  return names
    .map((_, at) => path.join(base, ...names.slice(0, at + 1)))
    .concat(base)
    .filter((folder) => existsSync(folder));
}
