import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../../contract/jobs.js';
import { Database } from '../../platform/database/database.js';
import { MailTransport } from '../../platform/mail/mail.transport.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { writeMail } from './mail.writer.js';

@Injectable()
export class MailHandler {
  constructor(
    private readonly database: Database,
    private readonly transport: MailTransport,
  ) {}

  @JobHandler('mail.send')
  async send(payload: JobPayload<'mail.send'>, run: JobRun): Promise<void> {
    // Sent by an attempt that died before it could say so: its words are gone already.
    if (payload.params['link'] === undefined) return;
    await this.transport.send(writeMail(payload));
    // The link opens an account: it must not outlive its mail in a table that is backed up.
    await this.database.query(`UPDATE job SET payload = jsonb_set(payload, '{params}', '{}') WHERE id = $1`, [run.id]);
  }
}
