import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '../support/eventually.js';
import { freePort } from '../../server/launch/free-port.mjs';
import { Launched, NOBODY, copyCheckout, discard, gone, isRoot } from './launched.js';

afterEach(() => Launched.endAll());

const port = async () => String(await freePort());

async function serves(address: string): Promise<void> {
  const ask = async () => {
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    return answer ? `${answer.status} ${await answer.text()}` : 'nothing';
  };
  await eventually(ask, (said) => said.startsWith('200 '), { withinMs: 120_000 });
}

describe('npm start', () => {
  const users: [string, number | undefined][] = [['the one who runs the tests', undefined]];
  if (isRoot) users.push(['an ordinary user', NOBODY]);

  test.each(users)('serves, ends on Ctrl-C without a trace, and comes back with its data, as %s', async (_, uid) => {
    const checkout = copyCheckout({ owner: uid });
    const env = { PORT: await port() };
    const first = new Launched(checkout, { env, uid });
    const address = await first.address();
    expect(address).toBe(`http://localhost:${env.PORT}`);
    await serves(address);
    expect(await first.stop()).toBe(0);
    await gone(checkout);
    expect(existsSync(path.join(checkout, 'data/linlang.lock'))).toBe(false);

    const second = new Launched(checkout, { env, uid });
    await serves(await second.address());
    process.stdout.write(`second start: ${Math.round((Date.now() - second.began) / 100) / 10} s\n`);
    expect(second.text).not.toMatch(/installing|building|making the database/);
    // The database's password is for the one user who runs it.
    expect(statSync(path.join(checkout, 'data/postgres.json')).mode & 0o077).toBe(0);
    expect(await second.stop()).toBe(0);
    discard(checkout);
  });

  test('leaves nothing behind when it is killed, and starts again', async () => {
    const checkout = copyCheckout();
    const env = { PORT: await port() };
    const first = new Launched(checkout, { env });
    await first.address();
    first.signal('SIGKILL');
    await first.exited;
    // Server, worker and database notice by themselves that nobody holds them any more.
    await gone(checkout);

    const second = new Launched(checkout, { env });
    await serves(await second.address());
    expect(await second.stop()).toBe(0);
    discard(checkout);
  });

  test('ends with the npm that started it', async () => {
    const checkout = copyCheckout();
    const launched = new Launched(checkout, { env: { PORT: await port() }, command: ['npm', 'start'] });
    await launched.address();
    launched.signal('SIGTERM');
    await launched.exited;
    await gone(checkout);
    expect(existsSync(path.join(checkout, 'data/linlang.lock'))).toBe(false);
    discard(checkout);
  });

  test('starts a killed server, worker and database again', async () => {
    const checkout = copyCheckout();
    const launched = new Launched(checkout, { env: { PORT: await port() } });
    const address = await launched.address();
    const { processesOf } = await import('./launched.js');
    for (const part of ['dist/server/main.js', 'dist/server/worker.js', 'bin/postgres -D']) {
      // Whatever was killed before may not be back yet.
      const process_ = await eventually(
        () => processesOf(checkout).find((line) => line.includes(part)),
        (line) => line !== undefined,
      );
      process.kill(Number.parseInt(process_!, 10), 'SIGKILL');
      await launched.says(
        new RegExp(`the ${part.includes('main') ? 'server' : part.includes('worker') ? 'worker' : 'database'} ended`),
      );
    }
    await serves(address);
    expect(await launched.stop()).toBe(0);
    await gone(checkout);
    discard(checkout);
  });
});
