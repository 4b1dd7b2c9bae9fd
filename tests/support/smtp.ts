import { createServer, type Server } from 'node:net';

/** A mail server that takes whatever it is given, as far as SMTP is needed for that. */
export class SmtpSink {
  readonly messages: { to: string[]; data: string }[] = [];
  /** Answers the next message with a temporary failure, as a busy server does. */
  refuseNext = 0;
  private server!: Server;

  async start(): Promise<string> {
    this.server = createServer((socket) => {
      let to: string[] = [];
      let data: string | undefined;
      let rest = '';
      const say = (line: string) => socket.write(`${line}\r\n`);
      const take = (line: string) => {
        if (data !== undefined) {
          if (line !== '.') return void (data += `${line.replace(/^\.\./, '.')}\n`);
          if (this.refuseNext > 0) {
            this.refuseNext -= 1;
            say('451 busy');
          } else {
            this.messages.push({ to, data });
            say('250 taken');
          }
          data = undefined;
          to = [];
        } else if (/^DATA/i.test(line)) {
          data = '';
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else {
          const recipient = /^RCPT TO:<([^>]*)>/i.exec(line);
          if (recipient) to.push(recipient[1]!);
          say('250 ok');
        }
      };
      socket.on('error', () => socket.destroy());
      socket.on('data', (chunk) => {
        rest += chunk.toString();
        for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
          const line = rest.slice(0, end);
          rest = rest.slice(end + 2);
          take(line);
        }
      });
      say('220 sink');
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return `smtp://127.0.0.1:${address.port}?ignoreTLS=true`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

/** The plain part of a mail, whichever way it was put into seven bits. */
export function plainPart(data: string): string {
  const start = data.indexOf('Content-Type: text/plain');
  const head = data.slice(start, data.indexOf('\n\n', start));
  const body = data.slice(data.indexOf('\n\n', start) + 2, data.indexOf('\n--', start));
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString();
  if (!/quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
