import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { LocalizedText } from '../../contract/localized.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { ShortMemo } from '../../platform/database/short.memo.js';
import { showFacetLabels } from './facet.figures.js';

export interface FacetLabel {
  entry: string;
  label: LocalizedText;
  ord: number | null;
  depth: number;
  sort_pinyin: string;
  sort_stroke: string;
}

/** With the newest tick there was when it was read. */
type Read<T> = T & { now: number };

/** Some 15 MB. Those asked for longest ago go first. */
const mostKept = 30_000;
/** When more have changed at once, all are looked up anew. */
const mostChanged = 2000;

const columns = 'entry, label, ord, depth, sort_pinyin, sort_stroke';
const lookUp = keptPlan(
  `SELECT (SELECT tick FROM facet_clock) AS now, ${columns} FROM facet_value WHERE entry = ANY ($1)`,
);
const lookSince = keptPlan(
  `SELECT clock.tick AS now, changed.* FROM facet_clock clock LEFT JOIN LATERAL
     (SELECT ${columns} FROM facet_value WHERE tick > $1 ORDER BY tick LIMIT $2) changed ON true`,
);

/**
 * Names of facet values and their places in lists, in memory: a page of results wants hundreds. What was changed, in
 * whatever process, carries a higher tick (`facet_clock`) and is asked for as soon as the last look is half a second old.
 */
@Injectable()
export class FacetLabels implements OnApplicationShutdown {
  private readonly kept = new LRUCache<string, FacetLabel>({ max: mostKept });
  private readonly looks: ShortMemo<void>;
  private readonly hide = showFacetLabels(this.kept);
  /** What was committed up to here is right in memory. */
  private tick: number | null = null;

  constructor(private readonly db: Database) {
    this.looks = new ShortMemo(db);
  }

  onApplicationShutdown(): void {
    this.hide();
  }

  async of(entries: readonly string[]): Promise<Map<string, FacetLabel>> {
    const found = new Map<string, FacetLabel>();
    if (entries.length === 0) return found;
    // What one transaction sees is not for others.
    const shared = !this.db.inTransaction;
    if (shared) await this.looks.of('', () => this.follow());
    const missing: string[] = [];
    for (const entry of entries) {
      const known = shared ? this.kept.get(entry) : undefined;
      if (known) found.set(entry, known);
      else missing.push(entry);
    }
    if (missing.length === 0) return found;
    for (const { now, ...label } of await this.db.query<Read<FacetLabel>>(lookUp, [missing])) {
      found.set(label.entry, label);
      // One that was read before a change which is known here by now would stay as it was.
      if (shared && this.tick !== null && now >= this.tick) this.kept.set(label.entry, label);
    }
    return found;
  }

  /** The next to ask looks at once: for whoever has just written here. */
  forget(): void {
    this.looks.forget();
  }

  private async follow(): Promise<void> {
    const since = this.tick ?? Number.MAX_SAFE_INTEGER;
    const rows = await this.db.query<Read<FacetLabel | { entry: null }>>(lookSince, [since, mostChanged + 1]);
    const now = rows[0]?.now ?? 0;
    // A database that was put back knows less than is known here; so does a look that others have overtaken.
    const backwards = this.tick !== null && now < this.tick;
    if (backwards || rows.length > mostChanged) this.kept.clear();
    for (const { now: _, ...row } of rows) {
      if (row.entry !== null && this.kept.has(row.entry)) this.kept.set(row.entry, row);
    }
    this.tick = now;
  }
}
