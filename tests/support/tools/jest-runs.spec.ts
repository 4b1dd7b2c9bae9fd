import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { JestRuns } from './jest-runs.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Real runs of jest over a folder of tests that fail in the ways in which tests fail. */
describe('runs of jest, added up', () => {
  let folder: string;
  const said: string[] = [];

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'linlang-runs-')));
    said.length = 0;
    const project = { displayName: 'tried', rootDir: folder, testMatch: [`${folder}/*.try.js`], transform: {} };
    write('jest.json', JSON.stringify({ rootDir: folder, projects: [project], silent: true, reporters: [] }));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const onlyLater = (name: string) => `
    const mark = ${JSON.stringify(folder)} + '/${name}.mark';
    const before = require('node:fs').existsSync(mark);
    require('node:fs').writeFileSync(mark, '');
    test('${name} is there', () => expect(before).toBe(true));`;

  async function run(again = true): Promise<JestRuns> {
    const runs = new JestRuns({
      root,
      config: path.join(folder, 'jest.json'),
      work: mkdtempSync(path.join(folder, 'work-')),
      say: (line) => said.push(line),
      withinMs: 1000,
    });
    await runs.run({ projects: ['tried'], again });
    return runs;
  }

  it('counts what passes, fails, is skipped, and cannot even be loaded', async () => {
    write(
      'a.try.js',
      `test('good', () => {}); test('bad', () => { throw new Error('bad'); }); test.skip('left', () => {});`,
    );
    write('b.try.js', `throw new Error('not loaded');`);
    const { total, secondTries } = await run(false);
    expect(total).toEqual({ passed: 1, failed: 2, skipped: 1 });
    expect(secondTries).toEqual([]);
  });

  it('gives a failed file one more try, and names what needed it', async () => {
    write('a.try.js', `test('good', () => {});`);
    write('b.try.js', `${onlyLater('the mark')} test('beside it', () => {});`);
    const { total, secondTries } = await run();
    expect(total).toEqual({ passed: 3, failed: 0, skipped: 0 });
    expect(secondTries).toHaveLength(1);
    const [use] = secondTries;
    expect(use).toMatchObject({ test: 'the mark is there' });
    expect(use!.file).toMatch(/b\.try\.js$/);
    expect(use!.line).toMatch(
      /^Error: expect\(received\)\.toBe\(expected\).*Expected: true; Received: false \(b\.try\.js:5\)$/,
    );
    expect(use!.seconds).toBeGreaterThanOrEqual(0);
    expect(use!.again).toBeGreaterThanOrEqual(0);
    expect(said.join()).toMatch(/tried once more and alone: .*b\.try\.js$/);
  });

  it('fails what fails twice, whatever passed beside it', async () => {
    write('a.try.js', `${onlyLater('the mark')} test('bad', () => { throw new Error('bad'); });`);
    write('b.try.js', `throw new Error('not loaded');`);
    const { total, secondTries } = await run();
    expect(total).toEqual({ passed: 1, failed: 2, skipped: 0 });
    expect(secondTries).toEqual([]);
  });

  it('tries nothing again where it is not wanted, or where too much is broken', async () => {
    for (const name of ['a', 'b', 'c', 'd']) write(`${name}.try.js`, onlyLater(name));
    expect((await run()).total).toEqual({ passed: 0, failed: 4, skipped: 0 });
    for (const name of ['b', 'c', 'd']) rmSync(path.join(folder, `${name}.try.js`));
    rmSync(path.join(folder, 'a.mark'));
    expect((await run(false)).total).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(said).toEqual([]);
  });

  it('ends a run that a test keeps open, and counts it as a failure', async () => {
    write('a.try.js', `test('leaves a server', () => { require('node:net').createServer().listen(0); });`);
    const { total } = await run();
    expect(total).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(said.join()).toContain('left something open');
  });

  it('says when jest ends without a result', async () => {
    write('a.try.js', `test('pulls the plug', () => process.kill(process.pid, 'SIGKILL'));`);
    await expect(run()).rejects.toThrow('jest ended without a result (SIGKILL)');
  });
});
