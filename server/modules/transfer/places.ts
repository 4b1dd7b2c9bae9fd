import { Problem } from '../../contract/problems.js';

/** Whoever answers for a visitor, and how many times as much as one they have. */
interface Payer {
  payer: string;
  times: number;
}

/** So many at once, and so many of them for one visitor; whoever comes beyond is told when to come back. */
export class Places {
  private inside = 0;
  private readonly held = new Map<string, number>();

  constructor(private readonly size: { all: number; each: number; retryAfter: number }) {}

  async hold<T>(who: readonly Payer[], work: () => Promise<T>): Promise<T> {
    const { all, each, retryAfter } = this.size;
    if (who.some(({ payer, times }) => this.heldBy(payer) >= each * times)) {
      throw new Problem('request.too-many', { retryAfter });
    }
    if (this.inside >= all) throw new Problem('server.unavailable', { retryAfter });
    this.count(who, 1);
    try {
      return await work();
    } finally {
      this.count(who, -1);
    }
  }

  private count(who: readonly Payer[], step: 1 | -1): void {
    this.inside += step;
    for (const { payer } of who) {
      const now = this.heldBy(payer) + step;
      if (now > 0) this.held.set(payer, now);
      else this.held.delete(payer);
    }
  }

  private heldBy(payer: string): number {
    return this.held.get(payer) ?? 0;
  }
}
