import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { AccessService } from '../access/access.service.js';

/** Well under the second within which every process must refuse what was closed. */
const keptMs = 400;
const most = 2000;

/** A page turned is fifty tiles: which collections a reader may come across is not asked fifty times. */
@Injectable()
export class ReadableMemo {
  private readonly kept = new Map<string, { until: number; collections: Promise<number[]> }>();

  constructor(private readonly access: AccessService) {}

  of(caller: Caller): Promise<number[]> {
    const key = JSON.stringify([caller.labels, caller.grants, caller.siteLibraryId]);
    const now = Date.now();
    const known = this.kept.get(key);
    if (known && known.until > now) return known.collections;
    if (this.kept.size >= most) this.kept.clear();
    const collections = this.access.readableCollections(caller);
    this.kept.set(key, { until: now + keptMs, collections });
    collections.catch(() => this.kept.delete(key));
    return collections;
  }

  /** What anybody may come across, from anywhere. */
  ofAnybody(caller: Caller): Promise<number[]> {
    return this.of({ ...caller, labels: ['public'], grants: [], accountId: null, ip: null });
  }
}
