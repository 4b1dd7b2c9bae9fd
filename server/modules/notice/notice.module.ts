import { Global, Module } from '@nestjs/common';
import { MailModule } from '../../platform/mail/mail.module.js';
import { MailOutbox } from '../../platform/mail/mail.outbox.js';
import { MailHandler } from './mail.handler.js';
import { MailQueue } from './mail.queue.js';

/** What the platform tells people by mail. Global, because those who order mail stand to the left of jobs. */
@Global()
@Module({
  imports: [MailModule],
  providers: [MailHandler, { provide: MailOutbox, useClass: MailQueue }],
  exports: [MailOutbox],
})
export class NoticeModule {}
