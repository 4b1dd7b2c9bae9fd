import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { JestRuns } from './tools/jest-runs.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Two files, one after the other in one process, that do and find the same. */
describe('tests among the globals of their process', () => {
  let folder: string;
  beforeEach(() => (folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'linlang-realm-')))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function tried(tests: string): Promise<JestRuns['total']> {
    const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
    const project = {
      ...{ displayName: 'tried', rootDir: folder, testMatch: [`${folder}/*.try.mjs`], transform: {} },
      moduleFileExtensions: ['js', 'mjs', 'cjs', 'json'],
      testEnvironment: path.join(root, 'tests/support/own-realm.cjs'),
      runtime: path.join(root, 'tests/support/shared-packages.cjs'),
    };
    write('jest.json', JSON.stringify({ rootDir: folder, projects: [project], silent: true, reporters: [] }));
    write('own.mjs', 'export const kept = [];');
    const wholly = (name: string) => path.join(root, 'node_modules', name);
    const begin = `
      import { existsSync, readFileSync, writeFileSync } from 'node:fs';
      import { kept } from './own.mjs';
      import pg from ${JSON.stringify(wholly('pg/lib/index.js'))};
      import client from ${JSON.stringify(wholly('prom-client/index.js'))};`;
    for (const name of ['a.try.mjs', 'b.try.mjs']) write(name, begin + tests);
    const config = path.join(folder, 'jest.json');
    const runs = new JestRuns({ root, config, work: mkdtempSync(path.join(folder, 'work-')), say: () => undefined });
    await runs.run({ projects: ['tried'] });
    return runs.total;
  }

  it('find the errors of Node to be errors, and nothing that another file has left', async () => {
    const total = await tried(`
      test('globals', () => {
        expect([globalThis.left, process.env.LEFT, process.left]).toEqual([undefined, undefined, undefined]);
        globalThis.left = process.left = process.env.LEFT = 'left';
        process.env = { ...process.env };
        globalThis.fetch = () => 'not the one of Node';
      });
      test('fetch', () => expect(fetch()).toBe('not the one of Node'));
      test('errors', () => {
        let error;
        try { readFileSync('/nowhere/at/all'); } catch (thrown) { error = thrown; }
        expect(error instanceof Error).toBe(true);
      });`);
    expect(total).toEqual({ passed: 6, failed: 0, skipped: 0 });
  });

  it('have modules and figures of their own, and packages in common', async () => {
    const mark = JSON.stringify(path.join(folder, 'mark'));
    const total = await tried(`
      test('own', () => {
        expect(kept).toEqual([]);
        kept.push('something');
        new client.Counter({ name: 'of_this_file', help: 'counted' });
      });
      test('common', () => {
        expect(pg.seen === true).toBe(existsSync(${mark}));
        pg.seen = true;
        writeFileSync(${mark}, '');
      });`);
    expect(total).toEqual({ passed: 4, failed: 0, skipped: 0 });
  });
});
