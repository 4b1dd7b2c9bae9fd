import { createHmac, randomBytes } from 'node:crypto';

export interface OpeningsOfDay {
  pid: string;
  day: string;
  openings: number;
}

/** What came of it: counted, seen from there already today, or one too many at once. */
export type Noted = 'counted' | 'again' | 'dropped';

/** So many visits are told apart, and so many items wait to be written; the first is forgotten before there are more. */
const mostSeen = 100_000;
const mostWaiting = 20_000;

/**
 * What was opened and is not written yet. That one visitor counts once a day is known by a number made of him, the item and
 * a secret of the day: none of them can be found from it without the secret, which is never written and gone at midnight.
 */
export class OpeningMemory {
  private readonly waiting = new Map<string, OpeningsOfDay>();
  private readonly seen = new Set<string>();
  private secret = randomBytes(32);
  private day = '';

  constructor(private readonly most = { seen: mostSeen, waiting: mostWaiting }) {}

  note(pid: string, visitor: string, day: string): Noted {
    if (day !== this.day) this.begin(day);
    const trace = createHmac('sha256', this.secret).update(`${pid}\n${visitor}`).digest('base64').slice(0, 12);
    if (this.seen.has(trace)) return 'again';
    const key = `${day} ${pid}`;
    const one = this.waiting.get(key);
    if (!one && this.waiting.size >= this.most.waiting) return 'dropped';
    if (this.seen.size >= this.most.seen) this.seen.delete(this.seen.values().next().value!);
    this.seen.add(trace);
    if (one) one.openings += 1;
    else this.waiting.set(key, { pid, day, openings: 1 });
    return 'counted';
  }

  /** Some of what waits: it goes on waiting until it is said to be written. */
  some(limit: number): OpeningsOfDay[] {
    return [...this.waiting.values()].slice(0, limit).map((one) => ({ ...one }));
  }

  /** What has come meanwhile stays. Those that could not be written come last next time. */
  written(counted: readonly OpeningsOfDay[], but: readonly string[]): void {
    const left = new Set(but);
    for (const { pid, day, openings } of counted) {
      const key = `${day} ${pid}`;
      const one = this.waiting.get(key);
      if (!one) continue;
      this.waiting.delete(key);
      const rest = left.has(pid) ? one.openings : one.openings - openings;
      if (rest > 0) this.waiting.set(key, { pid, day, openings: rest });
    }
  }

  get size(): { waiting: number; seen: number } {
    return { waiting: this.waiting.size, seen: this.seen.size };
  }

  private begin(day: string): void {
    this.day = day;
    this.seen.clear();
    this.secret = randomBytes(32);
  }
}
