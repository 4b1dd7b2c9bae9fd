import { Global, Module } from '@nestjs/common';
import { Config } from '../config.js';
import { FileTransport } from './file.transport.js';
import { MailTransport } from './mail.transport.js';

@Global()
@Module({
  providers: [
    {
      provide: MailTransport,
      inject: [Config],
      useFactory: async ({ env }: Config): Promise<MailTransport> => {
        if (!env.SMTP_URL) return new FileTransport(env.DATA_DIR);
        const { SmtpTransport } = await import('./smtp.transport.js');
        return new SmtpTransport(env.SMTP_URL, env.MAIL_FROM);
      },
    },
  ],
  exports: [MailTransport],
})
export class MailModule {}
