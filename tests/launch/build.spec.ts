import { execFile } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { copyCheckout, discard } from './launched.js';

const run = promisify(execFile);

describe('the build', () => {
  let checkout: string;
  const at = (file: string) => path.join(checkout, file);

  async function build(half: 'server' | 'web', env: Record<string, string> = {}): Promise<string> {
    const args = ['server/launch/build.mjs', half];
    const { stdout } = await run(process.execPath, args, { cwd: checkout, env: { ...process.env, ...env } });
    return stdout;
  }

  beforeAll(() => {
    checkout = copyCheckout();
  });
  afterAll(() => discard(checkout));

  test('does nothing when nothing has changed, though every file is younger', async () => {
    const content = readFileSync(at('server/main.ts'));
    rmSync(at('server/main.ts'));
    writeFileSync(at('server/main.ts'), content);
    expect(await build('server')).toBe('');
    expect(await build('web')).toBe('');
  });

  test('leaves what was built as it is when the sources are broken, and takes the mended ones', async () => {
    const before = readFileSync(at('dist/server/main.js'), 'utf8');
    const source = readFileSync(at('server/main.ts'), 'utf8');
    appendFileSync(at('server/main.ts'), '\nexport const = ;\n');
    await expect(build('server')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('main.ts') as string,
    });
    expect(readFileSync(at('dist/server/main.js'), 'utf8')).toBe(before);

    writeFileSync(at('server/main.ts'), `${source}\nexport const mended = true;\n`);
    expect(await build('server')).toMatch(/built the server half/);
    expect(readFileSync(at('dist/server/main.js'), 'utf8')).toContain('mended');
    writeFileSync(at('server/main.ts'), source);
    await build('server');
  });

  test('makes again what a kill has cut off', async () => {
    rmSync(at('dist/.server.hash'));
    rmSync(at('dist/server/main.js'));
    mkdirSync(at('dist/.next-server/server'), { recursive: true });
    expect(await build('server')).toMatch(/built the server half/);
    expect(existsSync(at('dist/server/main.js'))).toBe(true);
    expect(existsSync(at('dist/.next-server'))).toBe(false);
  });

  test('lets one of two builders at the same time wait for the other', async () => {
    writeFileSync(at('server/zwei.ts'), 'export const two = 2;\n');
    const both = await Promise.all([build('server'), build('server')]);
    expect(both.filter((text) => text.includes('built the server half'))).toHaveLength(1);
    rmSync(at('server/zwei.ts'));
    await build('server');
    expect(existsSync(at('dist/server/zwei.js'))).toBe(false);
  });

  test('brings plugins from other folders, and notices when one has changed', async () => {
    const folder = path.join(path.dirname(checkout), 'more-plugins');
    mkdirSync(path.join(folder, 'greeting'), { recursive: true });
    const plugin = path.join(folder, 'greeting/plugin.ts');
    writeFileSync(plugin, `import { word } from './word.js';\nexport default { name: 'greeting', word };\n`);
    writeFileSync(path.join(folder, 'greeting/word.ts'), `export const word: string = '你好';\n`);
    writeFileSync(path.join(folder, 'greeting/web.ts'), `throw new Error('of the browser only');\n`);
    const env = { PLUGINS_DIR: folder };
    expect(await build('server', env)).toMatch(/built/);
    expect(readFileSync(at('dist/plugins-extra/greeting/word.js'), 'utf8')).toContain('你好');
    expect(existsSync(at('dist/plugins-extra/greeting/web.js'))).toBe(false);
    expect(await build('server', env)).toBe('');

    writeFileSync(path.join(folder, 'greeting/word.ts'), `export const word: string = '再见';\n`);
    await build('server', env);
    expect(readFileSync(at('dist/plugins-extra/greeting/word.js'), 'utf8')).toContain('再见');
    // Taken out of the setting, it is gone from what runs.
    await build('server');
    expect(existsSync(at('dist/plugins-extra/greeting'))).toBe(false);
    await expect(build('server', { PLUGINS_DIR: '/no/such/folder' })).rejects.toMatchObject({ code: 1 });
    expect(statSync(at('dist/server/main.js')).size).toBeGreaterThan(0);
  });
});
