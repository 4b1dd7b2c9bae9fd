import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { JobService } from '../job/job.service.js';

/** Where names are used, so that a changed one is found under its new form. */
@Injectable()
export class UsageService {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobService,
  ) {}

  /** Records store a snapshot of a name; search documents are made anew in every collection that points to it. */
  async renamed(caller: Caller, ref: string): Promise<void> {
    this.db.requireTransaction('UsageService.renamed');
    const collections = await this.db.query<{ collectionId: number; libraryId: number }>(
      `SELECT DISTINCT collection_id AS "collectionId", library_id AS "libraryId" FROM item_value WHERE ref = $1`,
      [ref],
    );
    for (const { collectionId, libraryId } of collections) {
      const order = { libraryId, collectionId, key: `${collectionId}`, caller };
      await this.jobs.enqueue('search.reindex', { collectionId }, order);
    }
  }
}
