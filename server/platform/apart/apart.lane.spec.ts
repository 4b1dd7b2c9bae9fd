import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { comesTrue } from '../../../tests/support/eventually.js';
import { ApartLane, type LaneSettings } from './apart.lane.js';

/** A handler that does what decoders do to whoever lets them, in a real child. */
const hostile = fileURLToPath(new URL('../../../tests/fixtures/hostile-plugins/media-hostile', import.meta.url));
const settings: LaneSettings = {
  name: 'test',
  children: 1,
  mostWaiting: 2,
  timeMs: 60_000,
  memoryMb: 256,
  outputBytes: 1024 * 1024,
};

const folder = mkdtempSync(join(tmpdir(), 'linlang-apart-'));
const lanes: ApartLane[] = [];

function lane(other: Partial<LaneSettings> = {}): ApartLane {
  const made = new ApartLane({ ...settings, ...other }, { pluginFolders: [hostile], pluginOptions: {} });
  lanes.push(made);
  return made;
}

function look(what: string) {
  const path = join(folder, what);
  writeFileSync(path, `HOSTILE ${what} \n`);
  return { path, size: 20, folder };
}

const fine = { mediaType: 'application/x-hostile', handler: 'hostile', inspection: { technical: { hello: 'well' } } };
const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

afterAll(async () => {
  await Promise.all(lanes.map((one) => one.stop()));
  rmSync(folder, { recursive: true, force: true });
});

describe('work done apart', () => {
  test('answers, says why it refuses, and stays the same child', async () => {
    const one = lane();
    expect(await one.run('look', look('fine'))).toEqual(fine);
    const [pid] = one.pids;
    await expect(one.run('look', look('refuse'))).rejects.toMatchObject({
      code: 'file.broken',
      params: { reason: 'as it says itself' },
    });
    await expect(one.run('look', look('stumble'))).rejects.toMatchObject({
      name: 'ApartFailed',
      message: 'did not think of that',
    });
    expect(one.pids).toEqual([pid]);
  });

  test('dies alone: of memory in or outside of the heap, of a crash; whoever comes after it is served', async () => {
    const one = lane();
    for (const [what, died] of [
      ['grow', 'memory'],
      ['heap', 'memory'],
      ['abort', 'crash'],
      ['exit', 'crash'],
    ]) {
      const bad = one.run('look', look(what!));
      const after = one.run('look', look('fine'));
      await expect(bad).rejects.toMatchObject({ name: 'ApartDied', died });
      expect(await after).toEqual(fine);
    }
  });

  test('takes no longer, and says no more, than it may', async () => {
    const one = lane();
    await expect(one.run('look', look('spin'), { timeMs: 300 })).rejects.toMatchObject({ died: 'time' });
    await expect(one.run('look', look('talk'))).rejects.toMatchObject({ died: 'output' });
    expect(await one.run('look', look('fine'))).toEqual(fine);
  });

  test('lets few wait and refuses the rest at once; one lane does not hold up another', async () => {
    const [one, other] = [lane(), lane()];
    const control = new AbortController();
    const options = { signal: control.signal };
    const held = ['wait', 'wait', 'wait'].map((what) => one.run('look', look(what), options));
    const ends = Promise.allSettled(held);
    await expect(one.run('look', look('fine'))).rejects.toMatchObject({ status: 503, params: { retryAfter: 2 } });
    expect(await other.run('look', look('fine'))).toEqual(fine);
    control.abort();
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    // Called off is not free yet: a child that does not listen is ended, and another takes its place.
    expect(await one.run('look', look('fine'))).toEqual(fine);
  });

  test('is told no secret, and gives its memory back when nothing is to do', async () => {
    const one = lane({ idleMs: 1 });
    const seen = await one.run<{ inspection: { technical: { names: string[]; pid: number } } }>(
      'look',
      look('secrets'),
    );
    const { names, pid } = seen.inspection.technical;
    expect(names.filter((name) => /DATABASE|SECRET|KEY|URL|PASSWORD/.test(name))).toEqual([]);
    expect(names.length).toBeLessThan(12);
    await comesTrue(() => one.pids.length === 0 && !isThere(pid));
  });

  test('stopped while it works, it says to come again: nothing is known of the file', async () => {
    const one = lane();
    const working = one.run('look', look('wait'));
    const waiting = one.run('look', look('fine'));
    const both = Promise.allSettled([working, waiting]);
    await comesTrue(() => one.pids.length === 1);
    await one.stop();
    const over = { code: 'server.unavailable', status: 503 };
    expect(await both).toMatchObject([{ reason: over }, { reason: over }]);
    await expect(one.run('look', look('fine'))).rejects.toMatchObject(over);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s to everybody is for its parent to hear', async (signal) => {
    const one = lane();
    expect(await one.run('look', look('fine'))).toEqual(fine);
    const [pid] = one.pids;
    process.kill(pid!, signal);
    expect(await one.run('look', look('fine'))).toEqual(fine);
    expect(one.pids).toEqual([pid]);
  });

  test('ends with whoever started it, though it is busy and that one was killed', async () => {
    const file = look('spin-late');
    const script = `
      import { ApartLane } from ${JSON.stringify(new URL('./apart.lane.ts', import.meta.url).href)};
      const lane = new ApartLane(${JSON.stringify(settings)}, { pluginFolders: [${JSON.stringify(hostile)}], pluginOptions: {} });
      const bad = lane.run('look', ${JSON.stringify(file)});
      console.log(JSON.stringify(lane.pids));
      await bad;`;
    const loader = new URL('../../../tests/support/from-source.mjs', import.meta.url).href;
    const parent = execFile(process.execPath, ['--import', loader, '--input-type=module', '-e', script]);
    const [pid] = await new Promise<number[]>((resolve, reject) => {
      let said = '';
      parent.stderr!.on('data', (text: string) => (said += text));
      parent.stdout!.on('data', (text: string) => text.startsWith('[') && resolve(JSON.parse(text) as number[]));
      parent.once('exit', () => reject(new Error(said)));
    });
    expect(isThere(pid!)).toBe(true);
    parent.kill('SIGKILL');
    await comesTrue(() => !isThere(pid!));
  });
});
