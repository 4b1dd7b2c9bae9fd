import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Turnstile } from '../../platform/http/turnstile.js';
import { payerOf } from '../access/limits.service.js';

/** For each that is under way so many may wait. */
const waitingForEach = 8;
/** In seconds: robots come back later, people press again. */
const retryAfter = 5;

const searches = new Gauge({
  name: 'linlang_anonymous_searches',
  help: 'Searches of visitors who are not signed in, by whether they are under way or wait for their turn',
  labelNames: ['state'] as const,
});
const refused = new Counter({
  name: 'linlang_anonymous_searches_refused_total',
  help: 'Searches that were answered with 503, because too many waited for their turn or it did not come in time',
});

/**
 * All visitors who are not signed in search through one turnstile. Budgets bound what one address takes; a crowd of robots
 * has thousands of them, and must leave room for whoever works here. Each server process counts for itself.
 */
@Injectable()
export class SearchTurns {
  /** Whoever waits longer has gone. */
  longestMs = 10_000;
  private readonly turnstile: Turnstile | null;

  constructor(config: Config) {
    const { ANONYMOUS_SEARCHES: atOnce } = config.env;
    this.turnstile = atOnce > 0 ? new Turnstile({ atOnce, waiting: atOnce * waitingForEach, retryAfter }) : null;
  }

  async take<T>(caller: Pick<Caller, 'accountId' | 'ip'>, work: () => Promise<T>): Promise<T> {
    const { turnstile } = this;
    if (caller.accountId !== null || !turnstile) return work();
    const waiting = new AbortController();
    const tooLong = () => waiting.abort(new Problem('server.unavailable', { retryAfter }));
    const deadline = setTimeout(tooLong, this.longestMs).unref();
    const one = { state: 'waiting' as 'waiting' | 'under_way' };
    searches.inc({ state: one.state });
    const enter = (): Promise<T> => {
      clearTimeout(deadline);
      searches.dec({ state: one.state });
      one.state = 'under_way';
      searches.inc({ state: one.state });
      return work();
    };
    try {
      return await turnstile.run(payerOf(caller), waiting.signal, enter);
    } catch (error) {
      if (one.state === 'waiting') refused.inc();
      throw error;
    } finally {
      clearTimeout(deadline);
      searches.dec({ state: one.state });
    }
  }
}
