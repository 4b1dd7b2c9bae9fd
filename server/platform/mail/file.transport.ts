import { appendFile, chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { log } from '../log/log.js';
import { type MailMessage, MailTransport } from './mail.transport.js';

export const unsentMailFile = 'mail-not-sent.txt';
const mostBytes = 256 * 1024;
/** The first line of a mail in the file, where an older one may be cut off. */
const rule = '\n==== ';

/**
 * Without a mail server the operator passes mails on, from a file that nobody else can read. The links in it open
 * accounts: they stand in no log, and the oldest leave the file when it grows.
 */
export class FileTransport extends MailTransport {
  readonly delivers = false;
  private readonly file: string;

  constructor(dataDir: string) {
    super();
    this.file = path.resolve(dataDir, unsentMailFile);
  }

  async send(message: MailMessage): Promise<void> {
    const entry = `${rule}${new Date().toISOString()}  ${message.to}  ${message.subject}\n\n${message.text}\n`;
    await mkdir(path.dirname(this.file), { recursive: true });
    // One write of one mail: several workers may share the file.
    await appendFile(this.file, entry, { mode: 0o600 });
    await chmod(this.file, 0o600);
    if ((await stat(this.file)).size > mostBytes) await this.dropOldest();
    log.info({ mail: { to: message.to, subject: message.subject }, file: this.file }, 'mail not sent: no SMTP_URL');
  }

  private async dropOldest(): Promise<void> {
    const text = await readFile(this.file, 'utf8');
    const cut = text.indexOf(rule, Math.floor(text.length / 2));
    const shorter = `${this.file}.${process.pid}`;
    await writeFile(shorter, cut < 0 ? '' : text.slice(cut), { mode: 0o600 });
    await rename(shorter, this.file);
  }
}
