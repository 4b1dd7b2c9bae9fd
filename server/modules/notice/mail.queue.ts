import { Injectable } from '@nestjs/common';
import { MailOutbox, type MailOrder } from '../../platform/mail/mail.outbox.js';
import { MailTransport } from '../../platform/mail/mail.transport.js';
import { JobService } from '../job/job.service.js';

@Injectable()
export class MailQueue extends MailOutbox {
  constructor(
    private readonly jobs: JobService,
    private readonly transport: MailTransport,
  ) {
    super();
  }

  get delivers(): boolean {
    return this.transport.delivers;
  }

  async put(order: MailOrder): Promise<void> {
    await this.jobs.enqueue('mail.send', order);
  }
}
