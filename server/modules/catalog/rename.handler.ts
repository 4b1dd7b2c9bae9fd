import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../../contract/jobs.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ValueRepository } from './value.repository.js';

const chunk = 250;

interface Saved {
  [key: string]: number;
  after: number;
  done: number;
}

interface Row {
  id: number;
  collection_id: number;
  library_id: number;
  values: Values;
}

/** Lists show the names of today: where one has changed, the items that mean it are found under the new one. */
@Injectable()
export class RenameHandler {
  constructor(
    private readonly db: Database,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly projection: ValueRepository,
  ) {}

  @JobHandler('catalog.rename')
  async rename({ refs }: JobPayload<'catalog.rename'>, run: JobRun): Promise<Saved> {
    let saved = (run.checkpoint as Saved | null) ?? { after: 0, done: 0 };
    for (;;) {
      run.pause();
      const next = await this.db.transaction(() => this.step(refs, saved, run));
      if (!next) return saved;
      saved = next;
    }
  }

  private async step(refs: string[], saved: Saved, run: JobRun): Promise<Saved | null> {
    const found = await this.db.query<{ id: number }>(
      `SELECT DISTINCT item_id AS id FROM item_value_meaning($1::text[])
        WHERE item_id > $2 AND ($3::bigint IS NULL OR library_id = $3) ORDER BY item_id LIMIT $4`,
      [refs, saved.after, run.libraryId, chunk],
    );
    if (found.length === 0) return null;
    const ids = found.map(({ id }) => id);
    // Locked first and read after: no projection may be older than its head.
    await this.db.query(`SELECT id FROM item WHERE id = ANY ($1) ORDER BY id FOR UPDATE`, [ids]);
    const rows = await this.db.query<Row>(
      `SELECT item.id, item.collection_id, item.library_id, head."values" FROM item
       JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
       WHERE item.id = ANY ($1) AND head.item_id = ANY ($1) ORDER BY item.id`,
      [ids],
    );
    const configs = await this.schema.configsOf(rows.map((row) => row.collection_id));
    const records = rows.map((row) => ({
      config: configs.get(row.collection_id)!,
      values: row.values,
      libraryId: row.library_id,
    }));
    const named = await this.valueRules.resolveAll(records);
    await this.projection.project(
      rows.map((row, at) => ({
        itemId: row.id,
        collectionId: row.collection_id,
        index: this.valueRules.forms.project(records[at]!.config, named[at]!),
      })),
    );
    const next = { after: ids.at(-1)!, done: saved.done + ids.length };
    await run.save(next, next.done);
    return next;
  }
}
