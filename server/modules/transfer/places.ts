import { Problem } from '../../contract/problems.js';

/** So many at once, and so many of them for one visitor; whoever comes beyond is told when to come back. */
export class Places {
  private inside = 0;
  private readonly held = new Map<string, number>();

  constructor(private readonly size: { all: number; each: number; retryAfter: number }) {}

  async hold<T>(who: string, work: () => Promise<T>): Promise<T> {
    const own = this.held.get(who) ?? 0;
    const { all, each, retryAfter } = this.size;
    if (own >= each) throw new Problem('request.too-many', { retryAfter });
    if (this.inside >= all) throw new Problem('server.unavailable', { retryAfter });
    this.inside++;
    this.held.set(who, own + 1);
    try {
      return await work();
    } finally {
      this.inside--;
      const left = this.held.get(who)! - 1;
      if (left > 0) this.held.set(who, left);
      else this.held.delete(who);
    }
  }
}
