import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { ChangeService } from '../change/change.service.js';

/** A new collection is opened by the first item that readers are given in it: an empty one has nothing to say to them. */
@Injectable()
export class OpeningService {
  constructor(
    private readonly db: Database,
    private readonly access: AccessService,
    private readonly changes: ChangeService,
  ) {}

  async openNew(collectionIds: number[]): Promise<void> {
    this.db.requireTransaction('opening a collection');
    const opened = await this.db.query<{ pid: string; libraryId: number }>(
      `WITH opened AS (
         UPDATE collection SET state = 'open', version = version + 1, updated_at = now()
          WHERE id = ANY ($1) AND state = 'new' RETURNING pid, library_id)
       SELECT pid, library_id AS "libraryId" FROM opened`,
      [collectionIds],
    );
    for (const one of opened) await this.changes.append('visibility', { subject: 'collection', ...one });
    if (opened.length > 0) await this.db.afterCommit(() => this.access.forgetCollections());
  }
}
