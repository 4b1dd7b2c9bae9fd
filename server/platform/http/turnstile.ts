import { Problem } from '../../contract/problems.js';

interface Waiting {
  who: string;
  turn: number;
  enter: () => void;
}

/**
 * Lets so many through at once and so many wait; the rest are told to come back, before anything was done for them. Visitors
 * take turns: whoever asks for a hundred things waits for their second until everybody else has had a first.
 */
export class Turnstile {
  private inside = 0;
  private queue: Waiting[] = [];
  /** The turn of whoever was let in last. */
  private turn = 0;

  constructor(
    private readonly size: { atOnce: number; waiting: number; retryAfter: number },
    /** Of the places to wait, so many for one visitor: the others are for everybody else. */
    private readonly share = Math.ceil(size.waiting / 2),
  ) {}

  async run<T>(who: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.inside < this.size.atOnce) this.inside++;
    else await this.wait(who, signal);
    try {
      return await work();
    } finally {
      // The place goes to the next in line, or is free.
      const next = this.next();
      if (next) next.enter();
      else this.inside--;
    }
  }

  private next(): Waiting | undefined {
    const [first, ...others] = this.queue;
    if (!first) return undefined;
    // Of one turn, whoever came first.
    const next = others.reduce((best, one) => (one.turn < best.turn ? one : best), first);
    this.queue = this.queue.filter((one) => one !== next);
    this.turn = next.turn;
    return next;
  }

  private wait(who: string, signal: AbortSignal): Promise<void> {
    const theirs = this.queue.filter((one) => one.who === who);
    if (this.queue.length >= this.size.waiting || theirs.length >= this.share) {
      throw new Problem('server.unavailable', { retryAfter: this.size.retryAfter });
    }
    return new Promise((resolve, reject) => {
      const one: Waiting = {
        who,
        turn: 1 + Math.max(this.turn, ...theirs.map((other) => other.turn)),
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      const leave = () => {
        this.queue = this.queue.filter((other) => other !== one);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.queue.push(one);
    });
  }
}
