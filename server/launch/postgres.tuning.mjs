// What the embedded PostgreSQL is told about its machine. It shares it with server, worker and those that read files, so it
// takes a part. Only speed is tuned: whatever keeps what was written through a power cut is not to be had here.
import { LaunchError } from './says.mjs';

const between = (least, value, most) => Math.round(Math.min(Math.max(value, least), most));

/** What starts nearly anywhere. */
export const leastShared = '64MB';

/** Server and worker have two pools each, and some lines of their own; so has a command that is run beside them. */
const processes = 3;
const beside = 16;
const kept = 5;
const usualPool = 20;

export const connectionsFor = (pool = usualPool) => Math.max(120, processes * (2 * pool + beside) + kept);

/**
 * @param {import('./machine.mjs').Machine} machine
 * @param {number} [pool] connections of each pool of a process
 * @returns {Record<string, string>}
 */
export function tuningFor({ memoryMb, cores, freeDiskMb }, pool) {
  const mb = (value) => `${value}MB`;
  // A small machine needs its memory for Node; a large one gives the database a quarter, as is usual.
  const shared = between(64, memoryMb <= 2048 ? memoryMb / 10 : memoryMb / 4 - 300, 8192);
  // Loading much at once writes as much log, and that must have room. Going through it after a crash takes its time, too.
  const log = between(320, Math.min(memoryMb / 4, freeDiskMb / 20), 2048);
  return {
    max_connections: String(connectionsFor(pool)),
    shared_buffers: mb(shared),
    // With what the system keeps of files: about half, since others read files as well.
    effective_cache_size: mb(between(shared * 2, memoryMb / 2, 1_000_000)),
    // Of each sort and hash of each statement; as many run at once as there are cores, and some wait in the middle.
    work_mem: mb(between(4, memoryMb / (128 * Math.sqrt(cores)), 64)),
    maintenance_work_mem: mb(between(32, memoryMb / 16, 1024)),
    autovacuum_work_mem: mb(between(16, memoryMb / 64, 256)),
    // After a great load the database soon knows how much there is now: until then it plans as if there were nothing.
    autovacuum_naptime: '15s',
    max_wal_size: mb(log),
    min_wal_size: mb(between(80, log / 4, 512)),
    checkpoint_timeout: '10min',
    checkpoint_completion_target: '0.9',
    wal_compression: 'on',
    // Disks without arms. On others: POSTGRES_SETTINGS='random_page_cost=4 effective_io_concurrency=2'.
    random_page_cost: '1.1',
    effective_io_concurrency: '64',
    // Readers wait side by side: one statement gets further cores only where there are cores to spare.
    max_parallel_workers: String(cores),
    max_parallel_workers_per_gather: String(cores < 4 ? 0 : between(1, cores / 4, 4)),
    max_parallel_maintenance_workers: String(between(1, cores / 2, 4)),
    // Short statements never repay compiling them.
    jit: 'off',
  };
}

const also = ['autovacuum_max_workers', 'default_statistics_target', 'huge_pages', 'io_method', 'io_workers']
  .concat(['log_min_duration_statement', 'maintenance_io_concurrency', 'temp_file_limit'])
  .concat(['autovacuum_vacuum_cost_limit', 'vacuum_buffer_usage_limit', 'hash_mem_multiplier', 'wal_buffers']);

/**
 * `POSTGRES_SETTINGS`, such as `shared_buffers=1GB random_page_cost=4`: what an operator knows better.
 * @returns {Record<string, string>}
 */
export function settingsGiven(text = '') {
  const known = new Set([...Object.keys(tuningFor({ memoryMb: 1024, cores: 1, freeDiskMb: 1024 })), ...also]);
  const given = {};
  for (const pair of text.split(/[\s,;]+/).filter(Boolean)) {
    const [, name, value] = /^([a-z_]+)=([\w.-]+)$/.exec(pair) ?? [];
    if (name === undefined || !known.has(name)) {
      throw new LaunchError(
        `POSTGRES_SETTINGS: ${name ?? pair} cannot be set; pairs such as shared_buffers=1GB, of ${[...known].sort().join(', ')}.`,
        { zh: `环境变量 POSTGRES_SETTINGS 有误：${name ?? pair} 不可设置` },
      );
    }
    given[name] = value;
  }
  return given;
}

/** One line for whoever watches the start. */
export function tuningLine({ memoryMb, cores }, settings, given) {
  const shown = ['shared_buffers', 'effective_cache_size', 'work_mem', 'maintenance_work_mem', 'max_wal_size'];
  const chosen = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  const parts = shown.filter((name) => !(name in given)).map((name) => `${name} ${settings[name]}`);
  const yours = chosen.length > 0 ? `; set by POSTGRES_SETTINGS: ${chosen.join(' ')}` : '';
  return `PostgreSQL for ${memoryMb} MB and ${cores} ${cores === 1 ? 'core' : 'cores'}: ${parts.join(', ')}${yours}`;
}
