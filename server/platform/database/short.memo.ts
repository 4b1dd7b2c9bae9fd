import type { Database } from './database.js';

/** Well under the second within which every process must refuse what was closed. */
const usuallyKeptMs = 400;
const most = 2000;

/**
 * Answers that many requests ask for alike, kept for less than a second and shared by those who ask at the same time.
 * What changes them says `forget` in its own process; the others know as soon as the time is over.
 */
export class ShortMemo<T> {
  private readonly kept = new Map<string, { until: number; answer: Promise<T> }>();

  constructor(
    private readonly database: Database,
    private readonly keptMs = usuallyKeptMs,
  ) {}

  of(key: string, ask: () => Promise<T>): Promise<T> {
    // What one transaction sees is not for others.
    if (this.database.inTransaction) return ask();
    const now = Date.now();
    const known = this.kept.get(key);
    if (known && known.until > now) return known.answer;
    if (this.kept.size >= most) this.kept.clear();
    const answer = ask();
    const mine = { until: now + this.keptMs, answer };
    this.kept.set(key, mine);
    answer.catch(() => {
      if (this.kept.get(key) === mine) this.kept.delete(key);
    });
    return answer;
  }

  forget(): void {
    this.kept.clear();
  }
}
