import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { holderOf, noteOn, tryHold } from './hold.mjs';

const run = promisify(execFile);
const module = pathToFileURL(path.resolve('server/launch/hold.mjs')).href;

describe('a file that says who holds something', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'linlang-hold-'));
    file = path.join(folder, 'held');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('lets in one process at a time, however many come and whatever a dead one has left', async () => {
    writeFileSync(file, JSON.stringify({ pid: 2 ** 22 - 1, born: 'long ago' }));
    const work = `
      import { mkdirSync, rmdirSync } from 'node:fs';
      import { tryHold } from ${JSON.stringify(module)};
      for (let done = 0; done < 100; ) {
        const { letGo } = tryHold(${JSON.stringify(file)});
        if (!letGo) continue;
        mkdirSync(${JSON.stringify(path.join(folder, 'inside'))});
        rmdirSync(${JSON.stringify(path.join(folder, 'inside'))});
        letGo();
        done++;
      }`;
    const one = () => run(process.execPath, ['--input-type=module', '-e', work], { timeout: 60_000 });
    await Promise.all([one(), one(), one(), one()]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tells whose it is and what they say of themselves, and takes nothing from a living one', () => {
    const { letGo } = tryHold(file);
    noteOn(file, { port: 3000 });
    expect(tryHold(file).holder).toMatchObject({ pid: process.pid, port: 3000 });
    expect(holderOf(file)).toMatchObject({ pid: process.pid });
    letGo!();
    expect([existsSync(file), holderOf(file)]).toEqual([false, undefined]);
  });

  it('is nobody’s when what stands in it is no holder, or a stranger has the number', () => {
    for (const text of ['', '{', JSON.stringify({ pid: process.pid, born: 'another time' })]) {
      writeFileSync(file, text);
      expect([text, holderOf(file)]).toEqual([text, undefined]);
      tryHold(file).letGo!();
    }
  });
});
