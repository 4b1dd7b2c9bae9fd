import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { MaterialKind } from '../../contract/collection.js';
import type { LocalizedText } from '../../contract/localized.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { ChangeFollower } from '../change/follower.service.js';
import { openCollection, openLibrary } from '../library/open.sql.js';
import { type StandingMemo, StandingService } from '../library/standing.service.js';

/** A collection that a reader may come across, with all that pages say of it and the versions that are in force. */
export interface ReadableCollection {
  id: number;
  pid: string;
  slug: string;
  name: LocalizedText;
  description: LocalizedText;
  kind: MaterialKind;
  /** Its staff come across it though it is closed. */
  open: boolean;
  libraryId: number;
  library: { pid: string; slug: string; name: LocalizedText };
  schemaVersion: number;
  presentationVersion: number;
}

/**
 * Collections by reader, kept while they stand as they do: for all that a request needs them for, and for the fifty tiles of
 * a page turned.
 * The process in which a library or a collection was changed forgets at once, and the others when they hear of it.
 */
@Injectable()
export class ReadableMemo implements OnModuleInit {
  private readonly kept: StandingMemo<ReadableCollection[]>;

  constructor(
    private readonly database: Database,
    private readonly standing: StandingService,
    private readonly follower: ChangeFollower,
  ) {
    this.kept = standing.memo();
  }

  onModuleInit(): void {
    this.follower.follow({
      changed: (changes) => {
        if (changes === 'everything' || changes.some(({ subject }) => subject !== 'item')) this.forget();
      },
    });
  }

  of({ labels, grants }: Pick<Caller, 'labels' | 'grants'>): Promise<ReadableCollection[]> {
    const key = JSON.stringify([labels, grants]);
    return this.kept.of(key, () => this.ask({ labels, grants }));
  }

  forget(): void {
    this.standing.forget();
  }

  /** In the order in which libraries show them. */
  private ask({ labels, grants }: Pick<Caller, 'labels' | 'grants'>): Promise<ReadableCollection[]> {
    const staff = grants.filter((grant) => grant.role !== 'reader');
    return this.database.query<ReadableCollection>(
      keptPlan(`SELECT c.id, c.pid, c.slug, c.name, c.description, c.kind, c.state = 'open' AS open, c.library_id AS "libraryId",
              jsonb_build_object('pid', l.pid, 'slug', l.slug, 'name', l.name) AS library,
              c.schema_version AS "schemaVersion", c.presentation_version AS "presentationVersion"
         FROM collection c JOIN library l ON l.id = c.library_id
        WHERE (${openCollection('$1')} AND ${openLibrary('$1')})
           OR (c.state <> 'removed' AND ($2 OR c.library_id = ANY($3) OR c.id = ANY($4)))
        ORDER BY c.library_id, c.ord, c.id`),
      [
        labels,
        staff.some((grant) => grant.libraryId === null),
        staff.flatMap((grant) => (grant.collectionId === null && grant.libraryId !== null ? [grant.libraryId] : [])),
        staff.flatMap((grant) => (grant.collectionId === null ? [] : [grant.collectionId])),
      ],
    );
  }
}
