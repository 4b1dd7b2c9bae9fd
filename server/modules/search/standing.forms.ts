import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Meaning, Phrase } from '../../contract/text/index.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import type { Look, SearchRequest } from '../../platform/search/search.request.js';

/** A few MB at most. */
const mostKept = 5000;
const keptMs = 10 * 60_000;

/** What was known of the forms of one question when it found so many. */
interface Kept {
  total: number;
  stand: boolean[];
}

/** What has to be asked with a question to know which of its forms stand, and what its answer then says of them. */
export interface FormsAsked {
  looks: Look[];
  told(total: number, looks: readonly number[]): Promise<boolean[]>;
}

/**
 * Whether what was looked for besides stands anywhere. Most forms that a machine makes of 县志 stand nowhere, and are made
 * again with each search for it: what the engine said is kept a while, as long as the question finds as many. A form that
 * comes to stand is found by the question that it is part of.
 */
@Injectable()
export class StandingForms {
  private readonly kept = new LRUCache<string, Kept>({ max: mostKept, ttl: keptMs });

  constructor(private readonly engine: SearchEngine) {}

  of(request: SearchRequest, forms: readonly (Phrase | Meaning)[]): FormsAsked {
    if (forms.length === 0) return { looks: [], told: () => Promise.resolve([]) };
    const sign = signOf(request);
    const known = this.kept.get(sign);
    const looks = forms.map((query): Look => ({ query, any: true }));
    const told = async (total: number, asked: readonly number[]): Promise<boolean[]> => {
      if (known?.total === total) return known.stand;
      const { labels, collections } = request;
      const stand = (known ? await this.engine.totals({ labels, collections }, looks) : asked).map((many) => many > 0);
      this.kept.set(sign, { total, stand });
      return stand;
    };
    return { looks: known ? [] : looks, told };
  }
}

/** Whichever page of its results is shown, and in whichever order. */
const signOf = ({ query, labels, collections, filters, years }: SearchRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([query, labels, collections, filters, years]))
    .digest('base64url');
