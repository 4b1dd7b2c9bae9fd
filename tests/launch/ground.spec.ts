import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { freePort } from '../../server/launch/free-port.mjs';
import { Platform } from '../../server/launch/platform.mjs';
import { databaseUrlOf, killAndCompare, pidOf, readyAt, type Part } from './kills.js';
import { Launched, NOBODY, copyCheckout, discard, gone, isRoot, processesOf, temporaryFolder } from './launched.js';

/** One launched platform for all of it, as an operator leaves it running: what befalls it comes one after the other. */
describe('a launched platform', () => {
  let checkout: string;
  let url: string;
  let env: Record<string, string>;
  let launched: Launched;
  const data = () => path.join(checkout, 'data');

  beforeAll(async () => {
    checkout = copyCheckout();
    // As earlier versions left it: open to all.
    mkdirSync(path.join(data(), 'storage/old'), { recursive: true });
    writeFileSync(path.join(data(), 'storage/old/letter.tif'), 'unpublished', { mode: 0o644 });
    for (const folder of ['', 'storage', 'storage/old']) chmodSync(path.join(data(), folder), 0o755);
    env = { PORT: String(await freePort()), RATE_LIMIT: 'off', METRICS_TOKEN: 'figures-for-the-house' };
    launched = new Launched(checkout, { env });
    url = await launched.address();
    await readyAt(url, launched);
  });
  afterAll(async () => {
    await Launched.endAll();
    await gone(checkout);
    discard(checkout);
  });

  const uidOf = (pid: number) => Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
  const kill = async (part: Part, signal: NodeJS.Signals = 'SIGKILL') =>
    process.kill(await pidOf(checkout, part), signal);

  test('has closed its data to every other user', () => {
    const reached = isRoot
      ? spawnSync('ls', ['-R', path.join(data(), 'storage')], { uid: NOBODY, gid: NOBODY, encoding: 'utf8' })
      : undefined;
    expect(reached?.stdout ?? '').not.toContain('letter.tif');
    const top = readdirSync(data()).map((name) => path.join(data(), name));
    const open = execFileSync('find', [...top, '-maxdepth', '0', '-perm', '/077'], { encoding: 'utf8' });
    expect(open).toBe('');
    // What is made from now on is closed by itself, however deep.
    const made = ['logs', 'postgres', 'postgres.json', 'postgres.log'].map((name) => path.join(data(), name));
    expect(execFileSync('find', [...made, '-perm', '/077', '!', '-type', 'l'], { encoding: 'utf8' })).toBe('');
  });

  /** Others cannot reach every checkout; that is then said, and all goes on. */
  const reachable = (at: string) =>
    spawnSync(process.execPath, ['-e', `require('fs').accessSync(${JSON.stringify(at)})`], { uid: NOBODY, gid: NOBODY })
      .status === 0;

  (isRoot ? test : test.skip)('is nobody that the machine knows, when root has started it', async () => {
    if (!reachable(path.join(checkout, 'node_modules/pg/package.json'))) {
      expect(launched.text).toMatch(/goes on as root, since .* 只能以 root 身份运行/);
      return;
    }
    const pids = await Promise.all((['server', 'worker', 'database'] as const).map((part) => pidOf(checkout, part)));
    const uids = new Set(pids.map(uidOf));
    expect([...uids]).toHaveLength(1);
    expect([...uids][0]).toBeGreaterThan(0);
    expect([...uids][0]).not.toBe(NOBODY);
    expect(readFileSync('/etc/passwd', 'utf8')).not.toContain(`:${[...uids][0]}:`);
    expect(readFileSync(path.join(data(), 'storage/old/letter.tif'), 'utf8')).toBe('unpublished');
    expect(execFileSync('find', [data(), '-uid', '0'], { encoding: 'utf8' })).toBe('');
  });

  test('shows its figures to the machine itself and to whoever has the token', async () => {
    const asks = async (headers: Record<string, string>) => (await fetch(`${url}/metrics`, { headers })).status;
    expect(await asks({})).toBe(200);
    expect(await asks({ 'x-forwarded-for': '127.0.0.1' })).toBe(403);
    expect(await asks({ authorization: 'Bearer figures-for-the-hous' })).toBe(403);
    expect(await asks({ authorization: 'Bearer figures-for-the-house', 'x-forwarded-for': '198.51.100.7' })).toBe(200);
  });

  test('tells readers at once that the database does not answer, and is back with it', async () => {
    const postmaster = await pidOf(checkout, 'database');
    const postgres = () => processesOf(path.join(data(), 'postgres')).map((line) => Number.parseInt(line, 10));
    const freeze = (signal: NodeJS.Signals) => {
      for (const pid of [postmaster, ...postgres()]) process.kill(pid, signal);
    };
    freeze('SIGSTOP');
    try {
      // The very first one is under way when nobody has noticed yet.
      const first = await fetch(`${url}/en/collections`, { signal: AbortSignal.timeout(60_000) });
      expect(first.status).toBe(503);
      expect(first.headers.get('retry-after')).toBe('10');
      expect(first.headers.get('cache-control')).toBe('no-store');
      const page = await first.text();
      expect(page).toContain('<h1>One moment</h1>');
      expect(page).not.toMatch(/<script|<link|src=/);
      expect(await (await fetch(`${url}/`)).text()).toContain('<h1>稍候就好</h1>');
      const answer = await fetch(`${url}/api/v1/collections`);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'server.unavailable' });
      const ready = await fetch(`${url}/readyz`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({ ready: false, parts: { database: 'failed' } });
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
    } finally {
      freeze('SIGCONT');
    }
    await eventually(
      async () => (await fetch(`${url}/`)).status,
      (status) => status === 200,
      { withinMs: 30_000 },
    );
  });

  test('brings the database back though an orphan is still at its statement', async () => {
    const client = new pg.Client({ connectionString: databaseUrlOf(data()) });
    client.on('error', () => undefined);
    await client.connect();
    const long = client
      .query('SELECT count(*) FROM generate_series(1, 2000000000) AS one WHERE one % 7 = 3')
      .catch(() => undefined);
    const before = databaseUrlOf(data());
    await kill('database');
    await launched.says(/the database ended by itself/);
    await long;
    await readyAt(url, launched);
    expect(databaseUrlOf(data())).toBe(before);
    await client.end().catch(() => undefined);
  });

  test('loses nothing that it has answered, whatever is killed', async () => {
    const say = () => undefined;
    const victims = ['worker', 'database', 'launcher'] as const;
    const run = await killAndCompare(
      { checkout, env, launched, url },
      { seed: 20261129, kills: 4, victims: [...victims], say },
    );
    launched = run.launched;
    expect(run.report.answered).toBeGreaterThan(4);
    expect(run.report.searched).toBe(run.report.items);
    expect(await launched.stop()).toBe(0);
    expect(existsSync(path.join(data(), 'linlang.lock'))).toBe(false);
    expect(
      execFileSync(
        'find',
        [path.join(data(), 'storage'), '-newer', path.join(data(), 'postgres.json'), '-perm', '/077'],
        { encoding: 'utf8' },
      ),
    ).toBe('');
  });
});

test('a server that dies each time is started for ever, after growing pauses', async () => {
  const root = temporaryFolder();
  const script = `process.send({ ready: true }, () => process.exit(3));`;
  mkdirSync(path.join(root, 'dist/server'), { recursive: true });
  writeFileSync(path.join(root, 'dist/server/main.js'), script);
  const said: string[] = [];
  const platform = new Platform({
    ...{ root, dataDir: root, logs: root, env: { ...process.env }, pace: 1 },
    say: (line: string) => void said.push(line),
  });
  await platform.keep('server', 'main.js');
  const ends = () => said.filter((line) => line.startsWith('the server ended (3); starting it again in'));
  await eventually(ends, (lines) => lines.length >= 12, { withinMs: 120_000 });
  expect(ends()[0]).toMatch(/in 0.002 s$/);
  expect(ends()[11]).toMatch(/in 1.024 s, time 12: see .*server\.log$/);
  await platform.stop();
  rmSync(root, { recursive: true });
});
