import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { ChangeFollower } from '../change/follower.service.js';
import { LibraryDirectory } from '../library/library.directory.js';
import { openCollection, openLibrary } from '../library/open.sql.js';

/** Well under the second within which every process must refuse what was closed. */
const keptMs = 400;
const most = 2000;

/**
 * Collections by reader, asked once for all that a request needs them for, and for the fifty tiles of a page turned.
 * The process in which a library or a collection was changed forgets at once, and the others when they hear of it.
 */
@Injectable()
export class ReadableMemo implements OnModuleInit {
  private readonly kept = new Map<string, { until: number; collections: Promise<number[]> }>();

  constructor(
    private readonly database: Database,
    private readonly directory: LibraryDirectory,
    private readonly follower: ChangeFollower,
  ) {}

  onModuleInit(): void {
    this.follower.follow({
      changed: (changes) => {
        if (changes !== 'everything' && changes.every(({ subject }) => subject === 'item')) return;
        this.directory.forget();
        this.forget();
      },
    });
  }

  of({ labels, grants }: Pick<Caller, 'labels' | 'grants'>): Promise<number[]> {
    // What one transaction sees is not for others.
    if (this.database.inTransaction) return this.ask({ labels, grants });
    const key = JSON.stringify([this.directory.changes, labels, grants]);
    const now = Date.now();
    const known = this.kept.get(key);
    if (known && known.until > now) return known.collections;
    if (this.kept.size >= most) this.kept.clear();
    const collections = this.ask({ labels, grants });
    const mine = { until: now + keptMs, collections };
    this.kept.set(key, mine);
    collections.catch(() => {
      if (this.kept.get(key) === mine) this.kept.delete(key);
    });
    return collections;
  }

  forget(): void {
    this.kept.clear();
  }

  private async ask({ labels, grants }: Pick<Caller, 'labels' | 'grants'>): Promise<number[]> {
    const staff = grants.filter((grant) => grant.role !== 'reader');
    const rows = await this.database.query<{ id: number }>(
      keptPlan(`SELECT c.id FROM collection c JOIN library l ON l.id = c.library_id
        WHERE (${openCollection('$1')} AND ${openLibrary('$1')})
           OR (c.state <> 'removed' AND ($2 OR c.library_id = ANY($3) OR c.id = ANY($4)))
        ORDER BY c.id`),
      [
        labels,
        staff.some((grant) => grant.libraryId === null),
        staff.flatMap((grant) => (grant.collectionId === null && grant.libraryId !== null ? [grant.libraryId] : [])),
        staff.flatMap((grant) => (grant.collectionId === null ? [] : [grant.collectionId])),
      ],
    );
    return rows.map((row) => row.id);
  }
}
