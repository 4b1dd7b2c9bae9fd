import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Cost } from '../../contract/api/cost.js';
import type { Caller } from '../../contract/caller.js';
import { Config } from '../../platform/config.js';
import { type CalledRequest } from '../../platform/http/serve.js';
import { OriginService } from '../access/origin.service.js';
import { SessionCookie } from '../account/session.cookie.js';
import { countsBehind } from '../catalog/kept.counts.js';
import { titlesBehind } from '../catalog/titles.service.js';
import { ChangeFollower } from '../change/follower.service.js';
import { type KeptPage, KeptPages } from './kept.pages.js';
import { isPlain, pageAddress } from './page.address.js';
import { countPage, forgetPages, measurePages } from './page.figures.js';
import { WebBuild } from './web.build.js';

/** A page of everybody's, by the one form of its address. */
export interface Shared {
  kind: 'page' | 'search';
  key: string;
  /** As its links to other languages name it. */
  path: string;
}

/** What was drawn. Errors, ways elsewhere, and pages that could not say or draw everything are not kept. */
export interface Drawing {
  keep?: KeptPage | undefined;
  /** In milliseconds: from then on it is another page. */
  until?: number | undefined;
}

/**
 * The log says what has changed, and indexes, counts and short memories follow it. As long as they may still be behind,
 * a page is kept for a moment only; that moment and theirs together are less than two seconds.
 */
const movingMs = 400;
const settleMs = 3000;
const longestMs = 10 * 60_000;

const indexing = `kind IN ('search.reindex', 'catalog.apply')`;

/** What follows the log and is not there yet, or has only just come: a short job is over between two looks. */
const underWay = `(${countsBehind} OR ${titlesBehind} OR EXISTS (SELECT 1 FROM search_outbox WHERE at <= now())
  OR EXISTS (SELECT 1 FROM job WHERE ${indexing} AND state IN ('queued', 'running', 'stopping'))
  OR EXISTS (SELECT 1 FROM job WHERE ${indexing} AND finished_at > now() - interval '2 seconds'))`;

/**
 * Pages for visitors whom nobody knows, kept in memory until anything changes that a reader could notice. Whoever shows a
 * cookie of a session, or stands where more may be seen, neither gets nor fills one.
 */
@Injectable()
export class PageMemory implements OnModuleInit, OnApplicationShutdown {
  private readonly kept: KeptPages;
  private readonly on: boolean;
  private readonly drawing = new Map<string, Promise<Drawing>>();
  private movedAt = -Infinity;
  private moving = false;
  /** What was begun before a change is not kept after it. */
  private epoch = 0;

  constructor(
    { env }: Config,
    private readonly follower: ChangeFollower,
    private readonly cookie: SessionCookie,
    private readonly origins: OriginService,
    build: WebBuild,
  ) {
    this.on = env.PAGE_MEMORY_MB > 0 && !build.dev;
    // Shelves have a size, though nothing is put on them.
    this.kept = new KeptPages(Math.max(1, env.PAGE_MEMORY_MB) * 1024 * 1024);
  }

  onModuleInit(): void {
    measurePages(this.kept);
    this.follower.follow({
      changed: () => this.empty(),
      question: underWay,
      answered: (moving) => {
        // An index that is made anew, or a record that could not be indexed before: nobody says when it is there.
        if (moving && !this.moving) this.empty();
        if (moving) this.movedAt = performance.now();
        this.moving = moving;
      },
    });
  }

  private empty(): void {
    this.epoch++;
    this.movedAt = performance.now();
    this.kept.clear();
  }

  onApplicationShutdown(): void {
    forgetPages(this.kept);
  }

  /** Undefined where the page is this visitor's alone. */
  sharedBy(request: CalledRequest, caller: Caller, cost: Cost | undefined): Shared | undefined {
    if (!this.on || !isAnybody(caller) || this.cookie.read(request) !== undefined) return undefined;
    const route = request.route_?.key ?? '';
    const path = pageAddress(request, route);
    if (path === undefined) return undefined;
    const { siteLibraryId: site, locale } = caller;
    const origin = site === null ? '' : this.origins.of(request);
    return {
      kind: cost !== 'search' && isPlain(path) ? 'page' : 'search',
      key: JSON.stringify([site, origin, locale, path]),
      path,
    };
  }

  find({ kind, key }: Shared): KeptPage | undefined {
    return this.follower.isFresh ? this.kept.get(kind, key) : undefined;
  }

  /** Drawn once for all who ask meanwhile. */
  async draw<D extends Drawing>({ kind, key }: Shared, make: () => Promise<D>): Promise<D> {
    const { epoch } = this;
    const flight = `${epoch} ${key}`;
    const under = this.drawing.get(flight) as Promise<D> | undefined;
    if (under) {
      countPage('shared');
      return under;
    }
    countPage('miss');
    const settled = performance.now() - this.movedAt > settleMs;
    const fresh = this.follower.isFresh;
    const drawing = make();
    this.drawing.set(flight, drawing);
    try {
      const drawn = await drawing;
      const { keep, until = Infinity } = drawn;
      const ms = Math.min(settled ? longestMs : movingMs, until - Date.now());
      if (keep && fresh && epoch === this.epoch && ms > 0) this.kept.put(kind, key, keep, ms);
      return drawn;
    } finally {
      this.drawing.delete(flight);
    }
  }

  grown({ kind, key }: Shared, page: KeptPage): void {
    this.kept.grown(kind, key, page);
  }
}

const isAnybody = ({ accountId, grants, labels }: Caller): boolean =>
  accountId === null && grants.length === 0 && labels.every((label) => label === 'public');
