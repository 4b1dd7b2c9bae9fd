import { log } from '../log/log.js';
import { type MailMessage, MailTransport } from './mail.transport.js';

/** Without a mail server the operator reads the mail in the log, links included. */
export class LogTransport extends MailTransport {
  readonly delivers = false;

  send(message: MailMessage): Promise<void> {
    log.info({ mail: { to: message.to, subject: message.subject, text: message.text } }, 'mail not sent: no SMTP_URL');
    return Promise.resolve();
  }
}
