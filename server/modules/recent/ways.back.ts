import { Injectable } from '@nestjs/common';
import type { NoWayBack, WayBack } from '../../contract/api/recent.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';

/** A line of the audit whose detail says by `kept` what was kept for taking it back. */
export interface Act {
  id: number;
  action: string;
  libraryId: number | null;
  subject: string | null;
  detail: Record<string, unknown> & { kept: unknown };
}

/** How to take it back; or why not. */
export type Answer = WayBack | NoWayBack;
/** For acts of which there may be a page full at once. What is left out of the answer is gone. */
export type Finder = (acts: readonly Act[], caller: Caller) => Promise<ReadonlyMap<number, Answer>>;

/** Who knows how an act is taken back: modules that do something say so here when they begin. */
@Injectable()
export class WaysBack {
  private readonly finders = new Map<string, Finder>();

  register(actions: readonly string[], finder: Finder): void {
    for (const action of actions) {
      if (this.finders.has(action)) throw new Error(`two ways back from ${action}`);
      this.finders.set(action, finder);
    }
  }

  async of(acts: readonly Act[], caller: Caller): Promise<Map<number, Answer>> {
    const byFinder = new Map<Finder, Act[]>();
    for (const act of acts) {
      const finder = this.finders.get(act.action);
      if (finder) byFinder.set(finder, [...(byFinder.get(finder) ?? []), act]);
    }
    const found = new Map<number, Answer>();
    for (const [finder, some] of byFinder) for (const [id, answer] of await finder(some, caller)) found.set(id, answer);
    return found;
  }
}

/** Whether whoever asks may: what the thing itself would refuse, its line does not offer. */
export function may(assert: () => void): boolean {
  try {
    assert();
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}
