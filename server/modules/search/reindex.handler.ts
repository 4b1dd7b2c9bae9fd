import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../../contract/jobs.js';
import { Database } from '../../platform/database/database.js';
import type { Indexed } from '../../platform/search/search.document.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { IndexService } from './index.service.js';

const chunk = 100;

interface Saved {
  after: number;
  done: number;
}

/** Makes documents again: of one collection in place, of everything into a fresh index while the old one serves. */
@Injectable()
export class ReindexHandler {
  constructor(
    private readonly db: Database,
    private readonly engine: SearchEngine,
    private readonly index: IndexService,
  ) {}

  @JobHandler('search.reindex')
  async reindex({ collectionId, ref }: JobPayload<'search.reindex'>, run: JobRun): Promise<{ items: number }> {
    if (collectionId !== null || ref !== undefined) {
      return {
        items: await this.all(collectionId, ref ?? null, run, run.checkpoint as Saved | null, (documents) =>
          this.engine.put(documents),
        ),
      };
    }
    const rebuild = await this.engine.rebuild({ resume: run.checkpoint !== null });
    const items = await this.all(
      null,
      null,
      run,
      rebuild.resumed ? (run.checkpoint as Saved | null) : null,
      (documents) => rebuild.put(documents),
    );
    await rebuild.finish();
    await this.index.noteFilled();
    return { items };
  }

  private async all(
    collectionId: number | null,
    ref: string | null,
    run: JobRun,
    saved: Saved | null,
    put: (documents: readonly Indexed[]) => Promise<void>,
  ): Promise<number> {
    // Withdrawn items too: their stubs keep late writes away from the new index.
    const which = `first_published_at IS NOT NULL AND ($1::bigint IS NULL OR collection_id = $1)
      AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM item_value v WHERE v.item_id = item.id AND v.ref = $2))`;
    const total = await this.db.one<{ count: number }>(`SELECT count(*) AS count FROM item WHERE ${which}`, [
      collectionId,
      ref,
    ]);
    let { after, done } = saved ?? { after: 0, done: 0 };
    for (;;) {
      run.pause();
      const rows = await this.db.query<{ id: number; doc_version: number }>(
        `SELECT id, doc_version FROM item WHERE ${which} AND id > $3 ORDER BY id LIMIT $4`,
        [collectionId, ref, after, chunk],
      );
      if (rows.length === 0) return done;
      await this.index.index(
        rows.map(({ id, doc_version }) => ({ itemId: id, version: doc_version })),
        put,
      );
      after = rows.at(-1)?.id ?? after;
      done += rows.length;
      await run.save({ after, done }, done, total?.count);
    }
  }
}
