import { createTransport, type Transporter } from 'nodemailer';
import { type MailMessage, MailTransport } from './mail.transport.js';

const patienceMs = 20_000;

export class SmtpTransport extends MailTransport {
  readonly delivers = true;
  private readonly transporter: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    const timeouts = `connectionTimeout=${patienceMs}&greetingTimeout=${patienceMs}&socketTimeout=${patienceMs}`;
    this.transporter = createTransport(`${url}${url.includes('?') ? '&' : '?'}${timeouts}`);
  }

  async send(message: MailMessage): Promise<void> {
    await this.transporter.sendMail({
      from: this.from,
      ...message,
      // Answering machines leave mail alone that says it was not written by a person.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  }
}
