import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { NameRepository } from './name.repository.js';
import { type NameColumn, NamesService } from './names.service.js';
import { Ownership } from './ownership.js';
import { UsageService } from './usage.service.js';

type PlaceView = Answer<'GET /places/:place'>;

@Injectable()
export class PlaceService extends NamesService<PlaceView> {
  protected readonly table = 'place';
  protected readonly missing = 'place.not-found';
  protected readonly columns: readonly NameColumn[] = [
    { column: 'name', property: 'name' },
    { column: 'modern_name', property: 'modernName' },
    { column: 'latitude', property: 'latitude' },
    { column: 'longitude', property: 'longitude' },
    { column: 'variants', property: 'variants' },
    { column: 'variant_kinds', property: 'variantKinds' },
    { column: 'external', property: 'external' },
    { column: 'parent_id', property: 'parentId', hidden: true },
  ];
  protected override readonly more = `(SELECT jsonb_build_object('pid', up.pid, 'name', up.name) FROM place up
    WHERE up.id = n.parent_id) AS parent, `;

  constructor(
    db: Database,
    rows: NameRepository,
    audit: AuditService,
    owner: Ownership,
    usage: UsageService,
    changes: ChangeService,
  ) {
    super(db, rows, audit, owner, usage, changes);
  }

  override async create(caller: Caller, body: Input<'POST /places'>['body']): Promise<PlaceView> {
    const { parent, ...rest } = body;
    const libraryId = await this.owner.createIn(caller, body.library);
    return super.create(caller, { ...rest, ...(await this.lying(parent, { id: 0, libraryId })) });
  }

  override change(caller: Caller, pid: string, body: Input<'PATCH /places/:place'>['body']): Promise<PlaceView> {
    const { parent, ...rest } = body;
    return this.db.transaction(async () => {
      const own = await this.db.one<{ id: number; libraryId: number | null }>(
        'SELECT id, library_id AS "libraryId" FROM place WHERE pid = $1 FOR UPDATE',
        [pid],
      );
      if (!own) throw new Problem('place.not-found');
      this.owner.assertEdit(caller, own.libraryId, 'place.not-found');
      return super.change(caller, pid, { ...rest, ...(await this.lying(parent, own)) });
    });
  }

  /** A place lies in one of the same owner or of the platform, and never in itself. */
  private async lying(
    parent: string | null | undefined,
    own: { id: number; libraryId: number | null },
  ): Promise<{ parentId?: number | null }> {
    if (parent === undefined) return {};
    if (parent === null) return { parentId: null };
    const above = await this.db.one<{ id: number; ring: boolean }>(
      `WITH RECURSIVE up AS (
         SELECT id, parent_id FROM place WHERE pid = $1
         UNION SELECT p.id, p.parent_id FROM place p JOIN up ON p.id = up.parent_id
       ) SELECT p.id, EXISTS (SELECT 1 FROM up WHERE id = $3) AS ring FROM place p
         WHERE p.pid = $1 AND p.merged_into IS NULL AND (p.library_id IS NULL OR p.library_id = $2)`,
      [parent, own.libraryId, own.id],
    );
    if (!above) throw new Problem('place.not-found', { place: parent });
    if (above.ring) throw new Problem('place.ring');
    return { parentId: above.id };
  }

  /** Who knows only today's name finds the old one by it. */
  protected override moreNames(view: Partial<PlaceView>): string[] {
    return Object.values(view.modernName ?? {});
  }
}
