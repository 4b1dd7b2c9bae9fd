import { readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FileTransport, unsentMailFile } from '../../../server/platform/mail/file.transport.js';
import { log } from '../../../server/platform/log/log.js';

describe('mail where no mail server is', () => {
  let folder: string;
  beforeAll(async () => {
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
    const said = jest.spyOn(log, 'info').mockImplementation(() => undefined);
    await new FileTransport(folder).send(mail('secret-token'));
    const lines = JSON.stringify(said.mock.calls);
    said.mockRestore();
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
