import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { machineOf } from './machine.mjs';
import { connectionsFor, settingsGiven, tuningFor, tuningLine } from './postgres.tuning.mjs';

const mb = (text: string | undefined) => Number(/^(\d+)MB$/.exec(text ?? '')![1]);
const machine = (memoryMb: number, cores = 2, freeDiskMb = 100_000) => ({ memoryMb, cores, freeDiskMb });
const sizes = [512, 1024, 2048, 4096, 8192, 24_000, 65_536, 262_144];

describe('the embedded database is tuned to its machine', () => {
  test.each(sizes)('of %d MB it takes a part, and leaves the most to others', (memoryMb) => {
    for (const cores of [1, 2, Math.ceil(memoryMb / 1024)]) {
      const settings = tuningFor(machine(memoryMb, cores));
      const [shared, work, upkeep] = ['shared_buffers', 'work_mem', 'maintenance_work_mem'].map((name) =>
        mb(settings[name]),
      ) as [number, number, number];
      // Everything that a busy moment takes: a sort for each core and some waiting, one index being built.
      expect(shared + work * (cores + 4) + upkeep).toBeLessThan(memoryMb / 2);
      expect(mb(settings['effective_cache_size'])).toBeLessThanOrEqual(memoryMb / 2);
      expect(work).toBeGreaterThanOrEqual(4);
      expect(mb(settings['min_wal_size'])).toBeLessThan(mb(settings['max_wal_size']));
    }
  });

  test('more memory never gives it less', () => {
    for (const name of ['shared_buffers', 'effective_cache_size', 'work_mem', 'maintenance_work_mem', 'max_wal_size']) {
      const all = sizes.map((memoryMb) => mb(tuningFor(machine(memoryMb))[name]));
      expect(all).toEqual([...all].sort((a, b) => a - b));
    }
  });

  test('a machine of one gigabyte has room for the rest of the platform', () => {
    expect(tuningFor(machine(1024, 1))).toMatchObject({
      shared_buffers: '102MB',
      work_mem: '8MB',
      maintenance_work_mem: '64MB',
      max_wal_size: '320MB',
      max_parallel_workers_per_gather: '0',
    });
  });

  test('the log of what is written fits the disk', () => {
    expect(mb(tuningFor(machine(24_000, 2, 200_000))['max_wal_size'])).toBe(2048);
    expect(mb(tuningFor(machine(24_000, 2, 10_000))['max_wal_size'])).toBe(500);
    expect(mb(tuningFor(machine(24_000, 2, 200))['max_wal_size'])).toBe(320);
  });

  test('there is a connection for everybody who has a pool', () => {
    // Server, worker and a command: two pools each, a queue of twelve, those that watch, index and follow; some stay for the administrator.
    for (const pool of [2, 20, 60, 200]) {
      expect(connectionsFor(pool)).toBeGreaterThanOrEqual(3 * (2 * pool + 12 + 3) + 3);
      expect(tuningFor(machine(4096), pool)['max_connections']).toBe(String(connectionsFor(pool)));
    }
  });

  test('nothing of it touches what a power cut must not lose', () => {
    const names = Object.keys(tuningFor(machine(4096)));
    expect(names.filter((name) => /fsync|synchronous|full_page|wal_level|data_sync/.test(name))).toEqual([]);
    for (const name of [
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'listen_addresses',
      'port',
      'row_security',
    ]) {
      expect(() => settingsGiven(`${name}=off`)).toThrow(`POSTGRES_SETTINGS: ${name} cannot be set`);
    }
  });

  test('an operator who knows better is heard, and told what was wrong', () => {
    expect(settingsGiven('shared_buffers=1GB, random_page_cost=4')).toEqual({
      shared_buffers: '1GB',
      random_page_cost: '4',
    });
    expect(settingsGiven('')).toEqual({});
    expect(settingsGiven(undefined)).toEqual({});
    expect(() => settingsGiven('shared_buffers')).toThrow('POSTGRES_SETTINGS: shared_buffers cannot be set');
    expect(() => settingsGiven("work_mem='1;2'")).toThrow('POSTGRES_SETTINGS');
  });

  test('one line says what was chosen, and by whom', () => {
    const settings = tuningFor(machine(4096));
    expect(tuningLine(machine(4096), settings, { work_mem: '32MB' })).toBe(
      'PostgreSQL for 4096 MB and 2 cores: shared_buffers 724MB, effective_cache_size 2048MB, maintenance_work_mem 256MB, ' +
        'max_wal_size 1024MB; set by POSTGRES_SETTINGS: work_mem=32MB',
    );
  });
});

describe('what a container was given counts, and not what its host has', () => {
  let system: string;
  const GB = 1024 ** 3;
  beforeEach(() => (system = mkdtempSync(path.join(tmpdir(), 'linlang-machine-'))));
  afterEach(() => rmSync(system, { recursive: true, force: true }));
  const put = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(system, file)), { recursive: true });
    writeFileSync(path.join(system, file), `${text}\n`);
  };
  const found = () => machineOf({ system, memory: 64 * GB, cores: 16 });

  test('where there is no limit the machine is as it is', () => {
    put('proc/self/cgroup', '0::/user.slice');
    put('sys/fs/cgroup/user.slice/memory.max', 'max');
    put('sys/fs/cgroup/user.slice/cpu.max', 'max 100000');
    expect(found()).toEqual({ memoryMb: 65_536, cores: 16, freeDiskMb: Infinity });
  });

  test('the narrowest of the groups above', () => {
    put('proc/self/cgroup', '0::/system.slice/linlang.service');
    put('sys/fs/cgroup/system.slice/memory.max', String(4 * GB));
    put('sys/fs/cgroup/system.slice/linlang.service/memory.max', String(8 * GB));
    put('sys/fs/cgroup/system.slice/linlang.service/memory.high', String(6 * GB));
    put('sys/fs/cgroup/system.slice/cpu.max', '150000 100000');
    expect(found()).toEqual({ memoryMb: 4096, cores: 2, freeDiskMb: Infinity });
  });

  test('inside a container, whose path leads nowhere', () => {
    put('proc/self/cgroup', '0::/docker/0123');
    put('sys/fs/cgroup/memory.max', String(GB));
    put('sys/fs/cgroup/cpu.max', '50000 100000');
    expect(found()).toEqual({ memoryMb: 1024, cores: 1, freeDiskMb: Infinity });
  });

  test('the older kind, whose “none” is a number beyond any machine', () => {
    put('proc/self/cgroup', '4:memory:/box\n0::/');
    put('sys/fs/cgroup/memory/memory.limit_in_bytes', '9223372036854771712');
    expect(found().memoryMb).toBe(65_536);
    put('sys/fs/cgroup/memory/box/memory.limit_in_bytes', String(2 * GB));
    expect(found().memoryMb).toBe(2048);
  });

  test('free disk is asked of the folder that is named', () => {
    const { freeDiskMb } = machineOf({ system, disk: system });
    expect(freeDiskMb).toBeGreaterThan(0);
    expect(Number.isFinite(freeDiskMb)).toBe(true);
  });
});
