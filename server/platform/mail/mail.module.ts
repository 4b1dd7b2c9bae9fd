import { Global, Module } from '@nestjs/common';
import { Config } from '../config.js';
import { FileTransport } from './file.transport.js';
import { MailTransport } from './mail.transport.js';
import { SmtpTransport } from './smtp.transport.js';

@Global()
@Module({
  providers: [
    {
      provide: MailTransport,
      inject: [Config],
      useFactory: ({ env }: Config) =>
        env.SMTP_URL ? new SmtpTransport(env.SMTP_URL, env.MAIL_FROM) : new FileTransport(env.DATA_DIR),
    },
  ],
  exports: [MailTransport],
})
export class MailModule {}
