import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Meaning, Phrase } from '../../contract/text/index.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import type { StandingRequest } from '../../platform/search/search.request.js';

/** A few MB at most. */
const mostKept = 5000;
const keptMs = 10 * 60_000;

/** Who asks, and how many items his question found: when that changes, so may what stands. */
export interface Asking extends Pick<StandingRequest, 'labels' | 'collections'> {
  total: number;
}

/**
 * Whether what was looked for besides stands anywhere. Most forms that a machine makes of 县志 stand nowhere, and are made
 * again with each search for it: what the engine said is kept a while.
 */
@Injectable()
export class StandingForms {
  private readonly kept = new LRUCache<string, boolean>({ max: mostKept, ttl: keptMs });

  constructor(private readonly engine: SearchEngine) {}

  async of({ labels, collections, total }: Asking, queries: readonly (Phrase | Meaning)[]): Promise<boolean[]> {
    const signs = queries.map((query) => JSON.stringify([total, signOf(query), labels, collections]));
    const open = signs.map((sign, at) => ({ sign, at })).filter(({ sign }) => !this.kept.has(sign));
    const asked = open.map(({ at }) => queries[at]!);
    const stand = asked.length > 0 ? await this.engine.standing({ labels, collections, queries: asked }) : [];
    const fresh = new Map(open.map(({ sign }, at) => [sign, stand[at]!]));
    for (const [sign, stands] of fresh) this.kept.set(sign, stands);
    return signs.map((sign) => fresh.get(sign) ?? this.kept.get(sign) ?? false);
  }
}

const signOf = (query: Phrase | Meaning): unknown[] =>
  query.kind === 'phrase'
    ? [query.text, query.exact, query.field, query.stands]
    : [query.entries, query.years.map(({ from, to }) => [from, to]), query.touching];
