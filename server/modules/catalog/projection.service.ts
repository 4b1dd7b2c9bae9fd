import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../../contract/jobs.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemRepository } from './item.repository.js';

const chunk = 500;

/** Makes the projection of a collection's heads again: after a changed configuration, or a changed way of sorting. */
@Injectable()
export class ProjectionService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
  ) {}

  @JobHandler('catalog.project')
  async project({ collectionId }: JobPayload<'catalog.project'>, run: JobRun): Promise<{ items: number }> {
    const config = await this.schema.configOf(collectionId);
    const total = (await this.db.one<{ count: number }>(`SELECT count(*) AS count FROM item WHERE collection_id = $1`, [
      collectionId,
    ]))!.count;
    const saved = run.checkpoint as { after: number; done: number } | null;
    let { after, done } = saved ?? { after: 0, done: 0 };
    for (;;) {
      run.pause();
      const next = await this.db.transaction(async () => {
        // Locked against saves: a projection must never be older than its head.
        const rows = await this.db.query<{ id: number; values: Values }>(
          `SELECT item.id, head."values" FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
           WHERE item.collection_id = $1 AND item.id > $2 ORDER BY item.id LIMIT $3 FOR UPDATE OF item`,
          [collectionId, after, chunk],
        );
        if (rows.length === 0) return null;
        await this.items.project(
          rows.map((row) => ({ itemId: row.id, index: this.valueRules.project(config, row.values) })),
        );
        const last = rows.at(-1)!.id;
        await run.save({ after: last, done: done + rows.length }, done + rows.length, total);
        return { last, count: rows.length };
      });
      if (!next) return { items: done };
      after = next.last;
      done += next.count;
    }
  }
}
