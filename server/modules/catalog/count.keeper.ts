import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { log } from '../../platform/log/log.js';
import { ChangeFollower } from '../change/follower.service.js';
import { countsBehind, KeptCounts } from './kept.counts.js';
import { TitleIndex, titlesBehind } from './title.index.js';

interface Kept {
  follow(): Promise<boolean>;
}

/**
 * Whichever process follows the log sees that the counts, or the indexes of titles, are behind it, and brings them after it.
 * One of them does; what that one leaves undone, because it died or because more came, is seen at the next look.
 */
@Injectable()
export class CountKeeper implements OnModuleInit, OnApplicationShutdown {
  private readonly working = new Map<Kept, Promise<void>>();
  private closing = false;

  constructor(
    private readonly follower: ChangeFollower,
    private readonly counts: KeptCounts,
    private readonly titles: TitleIndex,
  ) {}

  onModuleInit(): void {
    this.keep(this.counts, countsBehind);
    this.keep(this.titles, titlesBehind);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    await Promise.all(this.working.values());
  }

  private keep(kept: Kept, question: string): void {
    this.follower.follow({
      question,
      answered: (behind) => {
        if (behind) this.work(kept);
      },
    });
  }

  private work(kept: Kept): void {
    if (this.working.has(kept) || this.closing) return;
    const work = kept
      .follow()
      .then(
        () => undefined,
        (error: unknown) => {
          if (!this.closing) log.warn({ err: error }, 'the counts could not follow');
        },
      )
      .finally(() => this.working.delete(kept));
    this.working.set(kept, work);
  }
}
