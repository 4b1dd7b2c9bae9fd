import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { log } from '../../../server/platform/log/log.js';
import { FileTransport, unsentMailFile } from '../../../server/platform/mail/file.transport.js';

describe('mail where no mail server is', () => {
  let folder: string;
  beforeAll(async () => {
    log.level = 'error';
    folder = await mkdtemp(path.join(os.tmpdir(), 'linlang-mail-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const mail = (token: string, filler = '') => ({
    to: 'a@example.org',
    subject: 'Set a new password',
    text: `https://example.org/console/reset#token=${token}\n${filler}`,
    html: '',
  });

  it('stands in a file of the operator and in no log', async () => {
    // In a process of its own, whose log can be read as it is written.
    const module = pathToFileURL(path.resolve('dist/server/platform/mail/file.transport.js')).href;
    const program = `import { FileTransport } from ${JSON.stringify(module)};
      await new FileTransport(${JSON.stringify(folder)}).send(${JSON.stringify(mail('secret-token'))});`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
      env: { ...process.env, LOG_LEVEL: 'trace' },
    });
    const lines = stdout + stderr;
    expect(lines).toContain(unsentMailFile);
    expect(lines).not.toContain('secret-token');
    const file = path.join(folder, unsentMailFile);
    expect(readFileSync(file, 'utf8')).toContain('#token=secret-token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('does not grow for ever: the oldest leave, the newest stay', async () => {
    const transport = new FileTransport(folder);
    for (let index = 0; index < 60; index++) await transport.send(mail(`token-${index}.`, 'x'.repeat(10_000)));
    const file = path.join(folder, unsentMailFile);
    const text = readFileSync(file, 'utf8');
    expect(text.length).toBeLessThan(300_000);
    expect(text).not.toContain('token-0.');
    expect(text).toContain('token-59.');
    expect(text.startsWith('\n==== ')).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
