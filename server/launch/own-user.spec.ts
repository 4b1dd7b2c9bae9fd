import { execFileSync } from 'node:child_process';
import { chownSync, lchownSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const them = 60_999;
const asRoot = process.getuid?.() === 0 ? test : test.skip;

/** Whoever has broken into the server owns its data, and waits for root to start it again. */
describe('root gives the data away', () => {
  let folder: string;
  const at = (...names: string[]) => path.join(folder, ...names);
  const ownerOf = (...names: string[]) => statSync(at(...names)).uid;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'linlang-own-'));
    for (const name of ['root', 'data', 'data/logs', 'etc', 'etc/deep', 'disk', 'disk/library'])
      mkdirSync(at(name), { mode: 0o755 });
    // What it looks for to know whether they can reach the program, built or not.
    for (const name of [
      'package.json',
      'dist/server/main.js',
      'node_modules/pg/package.json',
      'web/docs',
      'migrations',
    ])
      mkdirSync(at('checkout', name), { mode: 0o755, recursive: true });
    writeFileSync(at('etc/deep/shadow'), 'of the machine');
    writeFileSync(at('data/logs/start.log'), 'written by root');
    execFileSync('chmod', ['755', folder]);
    for (const name of ['data', 'data/logs']) chownSync(at(name), them, them);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const theirs = (target: string, name: string) => {
    symlinkSync(at(target), at('data', name));
    lchownSync(at('data', name), them, them);
  };
  /** In a process of its own, which is root no more afterwards. */
  const give = () => {
    const script = `
      import { becomeOrdinary } from ${JSON.stringify(new URL('./own-user.mjs', import.meta.url).href)};
      const done = await becomeOrdinary({ root: ${JSON.stringify(at('checkout'))}, dataDir: ${JSON.stringify(at('data'))}, embedded: false, log: () => {} });
      console.log(JSON.stringify([done, process.getuid()]));`;
    return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
  };

  asRoot('with what root wrote into it, also where a link of root leads', () => {
    symlinkSync(at('disk'), at('data/storage'));
    expect(give()).toEqual([true, them]);
    expect([ownerOf('data/logs/start.log'), ownerOf('disk'), ownerOf('disk/library')]).toEqual([them, them, them]);
  });

  asRoot('and nothing that links or notes of whoever owns it lead to', () => {
    theirs('etc/deep/shadow', 'a-file');
    theirs('etc', 'a-folder');
    theirs('etc', 'logs/below');
    writeFileSync(at('data/postgres.json'), JSON.stringify({ movedTo: at('etc') }));
    chownSync(at('data/postgres.json'), them, them);
    expect(give()).toEqual([true, them]);
    expect([ownerOf('etc'), ownerOf('etc/deep'), ownerOf('etc/deep/shadow')]).toEqual([0, 0, 0]);
  });
});
