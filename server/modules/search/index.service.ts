import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { log } from '../../platform/log/log.js';
import type { Indexed } from '../../platform/search/search.document.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import { DocumentBuilder } from './document.builder.js';
import { DOCUMENT_RECIPE } from './document.recipe.js';
import { FacetDictionary } from './facet.dictionary.js';
import { madeTogether, type Weight, weightOf } from './made.together.js';

interface Waiting extends Weight {
  item_id: number;
  doc_version: number;
}

const batch = 50;
/** An item that cannot be made into a document must not stop the others: it is tried again later. */
const setAside = '1 minute';

/** Brings the index up to what the database says: the outbox in batches, or everything. */
@Injectable()
export class IndexService {
  constructor(
    private readonly db: Database,
    private readonly engine: SearchEngine,
    private readonly builder: DocumentBuilder,
    private readonly dictionary: FacetDictionary,
  ) {}

  /** Builds documents of these items and hands them over. Safe to repeat and to come late: versions decide. */
  async index(
    items: readonly { itemId: number; version: number }[],
    put: (documents: readonly Indexed[]) => Promise<void> = (documents) => this.engine.put(documents),
  ): Promise<Indexed[]> {
    const built = await this.builder.build(items);
    await this.dictionary.learn(built);
    await put(built.documents);
    return built.documents;
  }

  /** Works on the outbox until it is empty; answers how many items were done. An engine that is away throws. */
  async drain(stopped: () => boolean = () => false): Promise<number> {
    let done = 0;
    while (!stopped()) {
      const waiting = await this.db.query<Waiting>(
        `SELECT item_id, doc_version, ${weightOf('o.item_id')} FROM search_outbox o WHERE at <= now() ORDER BY mass, at, item_id LIMIT $1`,
        [batch],
      );
      if (waiting.length === 0) break;
      done += await this.work(madeTogether(waiting));
    }
    return done;
  }

  private async work(waiting: readonly Waiting[]): Promise<number> {
    const items = waiting.map(({ item_id, doc_version }) => ({ itemId: item_id, version: doc_version }));
    try {
      await this.settle(await this.index(items));
      return items.length;
    } catch (error) {
      // The engine itself being away concerns every item; anything else may be one item's fault.
      await this.engine.check();
      if (items.length > 1) {
        let done = 0;
        for (const one of waiting) done += await this.work([one]);
        return done;
      }
      log.error({ err: error, item: items[0]?.itemId }, 'an item could not be indexed');
      await this.db.query(`UPDATE search_outbox SET at = now() + $2::interval WHERE item_id = $1`, [
        items[0]?.itemId,
        setAside,
      ]);
      return 0;
    }
  }

  /** Rows of newer versions stay: somebody touched the item while it was being indexed. */
  private async settle(documents: readonly Indexed[]): Promise<void> {
    await this.db.query(
      `DELETE FROM search_outbox o USING jsonb_to_recordset($1) AS done (item_id bigint, version bigint)
       WHERE o.item_id = done.item_id AND o.doc_version <= done.version`,
      [JSON.stringify(documents.map(({ itemId, version }) => ({ item_id: itemId, version })))],
    );
  }

  /** Whether this engine has ever been filled, by today's way of cutting text. */
  async isFilled(): Promise<boolean> {
    const row = await this.db.one(`SELECT 1 FROM search_state WHERE engine = $1 AND recipe = $2`, [
      this.engine.name,
      DOCUMENT_RECIPE,
    ]);
    return row !== undefined;
  }

  async noteFilled(): Promise<void> {
    await this.db.query(
      `INSERT INTO search_state (engine, recipe) VALUES ($1, $2)
       ON CONFLICT ("only") DO UPDATE SET engine = excluded.engine, recipe = excluded.recipe, filled_at = now()`,
      [this.engine.name, DOCUMENT_RECIPE],
    );
  }

  async noteEmptied(): Promise<void> {
    await this.db.query(`DELETE FROM search_state`);
  }
}
