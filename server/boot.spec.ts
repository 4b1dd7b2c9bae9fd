import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const loader = new URL('../tests/support/from-source.mjs', import.meta.url).href;
const boot = new URL('./boot.ts', import.meta.url).href;

/** A child that does this, and would live on for ever. */
async function ended(script: string): Promise<number | string | null> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-boot-'));
  try {
    const file = path.join(folder, 'child.mjs');
    writeFileSync(file, `setInterval(() => undefined, 60_000);\n${script}`);
    const child = fork(file, { execArgv: ['--import', loader] });
    await once(child, 'message');
    const over = once(child, 'exit') as Promise<[number | null, string | null]>;
    child.disconnect();
    const [code, signal] = await over;
    return signal ?? code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a half of the platform whose launcher is gone', () => {
  it('ends where it has only begun', async () => {
    expect(
      await ended(`const { endWithParent } = await import('${boot}'); endWithParent(); process.send('there');`),
    ).toBe('SIGKILL');
  });

  it('ends where that happened before it could listen', async () => {
    expect(
      await ended(`process.send('there');
        await new Promise((resolve) => process.once('disconnect', resolve));
        const { endWithParent } = await import('${boot}'); endWithParent();`),
    ).toBe('SIGKILL');
  });

  it('ends where it noticed nothing of it, and closes what is open first', async () => {
    expect(
      await ended(`const { stopWithParent } = await import('${boot}');
        stopWithParent(async () => process.exit(7));
        process.removeAllListeners('disconnect'); process.send('there');`),
    ).toBe(7);
  });

  it('ends though something that is done at the end never comes to one, like writing lines that nobody reads', async () => {
    expect(
      await ended(`const { stopWithParent } = await import('${boot}');
        process.on('exit', () => { for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000); });
        stopWithParent(async () => undefined); process.send('there');`),
    ).toBe('SIGKILL');
  });
});
