import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { log } from '../../platform/log/log.js';
import type { UploadRepository } from './upload.repository.js';

const leaseSeconds = 8;
const beatMs = 1500;
const pollMs = 250;
const patienceMs = 20_000;

/** Answered to a client that should simply try again. */
const busy = { status_code: 423, body: 'another request is writing to this upload\n' };

/**
 * One writer an upload among all servers. The holder renews its lease; when another waits, it is asked to finish what
 * it has and let go, which is how a client gets on whose first connection is dead without the server knowing it.
 */
export class UploadLocker {
  constructor(private readonly uploads: UploadRepository) {}

  newLock(id: string): UploadLock {
    return new UploadLock(this.uploads, id.split('/').at(-1)!);
  }
}

class UploadLock {
  private readonly owner = randomUUID();
  private heart?: NodeJS.Timeout;

  constructor(
    private readonly uploads: UploadRepository,
    private readonly token: string,
  ) {}

  async lock(signal: AbortSignal, release: () => void | Promise<void>): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!(await this.uploads.takeLease(this.token, this.owner, leaseSeconds))) {
      if (signal.aborted || Date.now() > until || !(await this.uploads.find(this.token))) throw busy;
      await this.uploads.wantLease(this.token);
      await pause(pollMs);
    }
    this.heart = setInterval(() => {
      void this.beat(release).catch((error: unknown) => log.warn({ err: error }, 'upload lease'));
    }, beatMs);
  }

  private async beat(release: () => void | Promise<void>): Promise<void> {
    if ((await this.uploads.keepLease(this.token, this.owner, leaseSeconds)) !== 'held') await release();
  }

  async unlock(): Promise<void> {
    clearInterval(this.heart);
    await this.uploads.dropLease(this.token, this.owner);
  }
}
