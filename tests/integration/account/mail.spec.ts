import { type TestApp, password, startApp } from '../../support/app.js';
import { plainPart, SmtpSink } from '../../support/smtp.js';
import { makeLibrary } from '../../support/world.js';

describe('mail', () => {
  let app: TestApp;
  const sink = new SmtpSink();
  beforeAll(async () => {
    app = await startApp({ SMTP_URL: await sink.start(), MAIL_FROM: 'Linlang <post@linlang.example>' });
  });
  afterAll(async () => {
    await app?.stop();
    await sink.stop();
  });

  const linkIn = (data: string) => /http\S+#token=\S+/.exec(plainPart(data))![0];

  it('goes out through the worker, in the language of whoever gets it, and leaves no link behind', async () => {
    await app.accounts.ensureAccount({ email: 'zhao@example.org', name: '趙讀者', password, locale: 'zh-TW' });
    const asked = await app.visitor().post('/password-resets', { email: 'zhao@example.org' });
    expect(asked.body).toEqual({ done: true, mailed: true });
    expect((await app.visitor().post('/password-resets', { email: 'none@example.org' })).body).toEqual(asked.body);
    await app.finishWork();
    expect(sink.messages).toHaveLength(1);
    const [{ to, data }] = sink.messages as [{ to: string[]; data: string }];
    expect(to).toEqual(['zhao@example.org']);
    expect(data).toMatch(/^From: Linlang <post@linlang\.example>$/m);
    expect(data).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(plainPart(data)).toContain('趙讀者，您好：');
    const token = linkIn(data).split('#token=')[1]!;
    const [job] = await app.database.query<{ all: string }>(
      `SELECT job::text AS all FROM job WHERE kind = 'mail.send'`,
    );
    expect(job!.all).not.toContain(token);
    expect((await app.visitor().post('/password-resets/look', { token })).status).toBe(200);
  });

  it('is tried again when the mail server is busy, and told to the inviter without the link', async () => {
    const library = await makeLibrary(app.database, 'one');
    const admin = await app.signedIn({
      email: 'admin@example.org',
      name: '馆长',
      grants: [{ role: 'library-admin', libraryId: library.id, collectionId: null }],
    });
    sink.refuseNext = 1;
    const sent = await admin.post(`/libraries/${library.pid}/invitations`, {
      email: 'new@example.org',
      role: 'reader',
    });
    expect(sent.body).toMatchObject({ email: 'new@example.org', link: null });
    await app.finishWork();
    const mail = sink.messages.at(-1)!;
    expect(mail.to).toEqual(['new@example.org']);
    expect(sink.messages.filter((message) => message.to[0] === 'new@example.org')).toHaveLength(1);
    const [job] = await app.database.query<{ state: string; attempt: number }>(
      `SELECT state, attempt FROM job WHERE kind = 'mail.send' ORDER BY id DESC LIMIT 1`,
    );
    expect(job).toEqual({ state: 'done', attempt: 2 });
  });
});
