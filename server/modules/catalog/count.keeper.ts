import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { log } from '../../platform/log/log.js';
import { ChangeFollower } from '../change/follower.service.js';
import { countsBehind, KeptCounts } from './kept.counts.js';

/**
 * Whichever process follows the log sees that the counts are behind it, and brings them after it. One of them does; what
 * that one leaves undone, because it died or because more came, is seen at the next look.
 */
@Injectable()
export class CountKeeper implements OnModuleInit, OnApplicationShutdown {
  private working: Promise<void> | undefined;
  private closing = false;

  constructor(
    private readonly follower: ChangeFollower,
    private readonly counts: KeptCounts,
  ) {}

  onModuleInit(): void {
    this.follower.follow({
      question: countsBehind,
      answered: (behind) => {
        if (behind) this.work();
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.working;
  }

  private work(): void {
    if (this.working || this.closing) return;
    this.working = this.counts
      .follow()
      .then(
        () => undefined,
        (error: unknown) => {
          if (!this.closing) log.warn({ err: error }, 'the counts could not follow');
        },
      )
      .finally(() => (this.working = undefined));
  }
}
