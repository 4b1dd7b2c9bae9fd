import { Injectable } from '@nestjs/common';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import type { JobPayload } from '../../contract/jobs.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemRepository, type Rewrite } from './item.repository.js';
import { LinkRepository } from './link.repository.js';
import { namingsIn, NamingRepository } from './naming.repository.js';
import { Outbox } from './outbox.js';

const chunk = 250;

interface Saved {
  [key: string]: number;
  after: number;
  done: number;
  filled: number;
  left: number;
}

interface Row {
  id: number;
  library_id: number;
  head: Values;
  published: Values | null;
  same: boolean;
}

interface Fill {
  from: FieldDefinition;
  to: FieldDefinition;
}

/**
 * Brings records after their configuration, chunk by chunk. Each chunk commits with its checkpoint, and a field that
 * already holds something is never filled: however often this is killed and begun again, the end is the same.
 */
@Injectable()
export class ApplyHandler {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly outbox: Outbox,
    private readonly links: LinkRepository,
    private readonly namings: NamingRepository,
  ) {}

  @JobHandler('catalog.apply')
  async apply(payload: JobPayload<'catalog.apply'>, run: JobRun): Promise<Saved> {
    const { collectionId, fills = [], index = false } = payload;
    const total = (await this.db.one<{ count: number }>(`SELECT count(*) AS count FROM item WHERE collection_id = $1`, [
      collectionId,
    ]))!.count;
    let saved = (run.checkpoint as Saved | null) ?? { after: 0, done: 0, filled: 0, left: 0 };
    await run.progress(saved.done, total);
    for (;;) {
      run.pause();
      // Read with each chunk: a version that was published meanwhile is the one to follow, not the one we began with.
      const config = await this.schema.configOf(collectionId);
      const next = await this.db.transaction(() =>
        this.step(config, { collectionId, fills, index }, saved, run, total),
      );
      if (!next) break;
      saved = next;
    }
    if (saved.filled + saved.left > 0)
      await run.log('info', 'config.filled', { filled: saved.filled, left: saved.left });
    return saved;
  }

  private async step(
    config: CollectionConfig,
    { collectionId, fills, index }: Required<JobPayload<'catalog.apply'>>,
    saved: Saved,
    run: JobRun,
    total: number,
  ): Promise<Saved | null> {
    // Locked against saves: neither a projection nor a filled field may be older than its head. Locked first and read
    // after: one statement that had to wait for a lock would join the newest item with revisions of before.
    const locked = await this.db.query<{ id: number }>(
      `SELECT id FROM item WHERE collection_id = $1 AND id > $2 ORDER BY id LIMIT $3 FOR UPDATE`,
      [collectionId, saved.after, chunk],
    );
    const rows = await this.db.query<Row>(
      `SELECT item.id, item.library_id, head."values" AS head, published."values" AS published,
         item.published_revision IS NOT DISTINCT FROM item.head_revision AS same
       FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
       LEFT JOIN item_revision published ON published.item_id = item.id AND published.number = item.published_revision AND published.item_id = ANY ($1)
       WHERE item.id = ANY ($1) AND head.item_id = ANY ($1) ORDER BY item.id`,
      [locked.map((row) => row.id)],
    );
    if (rows.length === 0) return null;
    const { filled, left, touched } = await this.fill(config, fills, rows, run);
    const others = rows.filter((row) => row.published !== null && !touched.has(row.id));
    if (index) await this.outbox.touchMany(others.map((row) => row.id));
    // Under the names of today: what lists show is what they find.
    const named = await this.valueRules.resolveAll(
      rows.map((row) => ({ config, values: row.head, libraryId: row.library_id })),
    );
    await this.items.project(
      rows.map((row, at) => ({
        itemId: row.id,
        collectionId,
        index: this.valueRules.forms.project(config, named[at]!),
        links: this.valueRules.links.linksOf(config, row.head),
      })),
    );
    const same = rows.filter((row) => row.same).map((row) => row.id);
    await this.links.release(same);
    await this.namings.release(same);
    await this.namings.releaseOlder(
      rows.flatMap(({ id, same, published }) =>
        same || !published
          ? []
          : [{ itemId: id, names: namingsIn(this.valueRules.forms.project(config, published), published) }],
      ),
    );
    const next = {
      after: rows.at(-1)!.id,
      done: saved.done + rows.length,
      filled: saved.filled + filled,
      left: saved.left + left,
    };
    await run.save(next, next.done, total);
    return next;
  }

  /** Changes the rows in place to what they then hold. */
  private async fill(
    config: CollectionConfig,
    fills: string[],
    rows: Row[],
    run: JobRun,
  ): Promise<{ filled: number; left: number; touched: Set<number> }> {
    const before = new Map(rows.map((row) => [row.id, { head: row.head, published: row.published }]));
    const count = { filled: 0, left: 0 };
    for (const pair of pairsOf(config, fills)) {
      const heads = await this.fillAll(config, pair, rows, (row) => row.head);
      for (const [row, { values, left }] of heads) {
        count.filled += values === row.head ? 0 : 1;
        count.left += left > 0 ? 1 : 0;
        row.head = values;
      }
      const seen = await this.fillAll(config, pair, rows, (row) => row.published);
      for (const [row, { values }] of seen) row.published = values;
    }
    const changed = rows.flatMap((row): Rewrite[] => {
      const was = before.get(row.id)!;
      const published = row.same ? row.head : row.published === was.published ? null : row.published;
      if (row.head === was.head && (row.same || !published)) return [];
      return [{ itemId: row.id, head: row.head, published, same: row.same }];
    });
    await this.items.rewrite(changed, config.schemaVersion, '⇄', run.createdBy);
    const touched = changed.flatMap((one) => (one.published ? [one.itemId] : []));
    await this.outbox.touch(touched, 'change');
    return { ...count, touched: new Set(touched) };
  }

  private async fillAll(
    config: CollectionConfig,
    { from, to }: Fill,
    rows: Row[],
    valuesOf: (row: Row) => Values | null,
  ): Promise<Map<Row, { values: Values; left: number }>> {
    const wanting = rows.filter((row) => {
      const values = valuesOf(row);
      return values !== null && (values[from.id]?.length ?? 0) > 0 && (values[to.id]?.length ?? 0) === 0;
    });
    const found = new Map<Row, { values: Values; left: number }>();
    if (wanting.length === 0) return found;
    const records = wanting.map((row) => valuesOf(row)![from.id]!);
    const carried = await this.valueRules.carry(config, from, to, records, { libraryId: wanting[0]!.library_id });
    for (const [at, row] of wanting.entries()) {
      const { values, left } = carried[at]!;
      const before = valuesOf(row)!;
      found.set(row, { values: values.length > 0 ? { ...before, [to.id]: values } : before, left });
    }
    return found;
  }
}

/** Fields that are still in use; what was taken out again meanwhile needs nothing. */
function pairsOf({ schema }: CollectionConfig, fills: string[]): Fill[] {
  return schema.fields.flatMap((to) => {
    const from = schema.fields.find((field) => field.id === to.filledFrom);
    return fills.includes(to.id) && !to.removed && from ? [{ from, to }] : [];
  });
}
