export interface Budget {
  /** So much at once, after a rest. */
  burst: number;
  perMinute: number;
}

interface Bucket {
  left: number;
  at: number;
}

/**
 * Counts in memory, by whatever key: each process its own, so that counting costs nothing. Keys that nobody has used for
 * longest are forgotten first; a forgotten one is full again, which is what it would be soon.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly most = 50_000,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes so much, or nothing: then it says in how many seconds there will be enough. Nobody waits for ever. */
  take(key: string, { burst, perMinute }: Budget, much = 1): number | undefined {
    const wanted = Math.min(much, burst);
    const now = this.now();
    const before = this.buckets.get(key);
    const left = before ? Math.min(burst, before.left + ((now - before.at) / 60_000) * perMinute) : burst;
    const enough = left >= wanted;
    this.buckets.delete(key);
    this.buckets.set(key, { left: enough ? left - wanted : left, at: now });
    if (this.buckets.size > this.most) this.buckets.delete(this.buckets.keys().next().value!);
    return enough ? undefined : Math.max(1, Math.ceil(((wanted - left) / perMinute) * 60));
  }

  get size(): number {
    return this.buckets.size;
  }
}
