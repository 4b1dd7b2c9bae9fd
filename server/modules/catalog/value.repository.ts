import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { ProjectedValue } from '../schema/value.service.js';
import { wordVector } from './list.words.js';

/** What lists know of one item. */
export interface Projected {
  itemId: number;
  collectionId: number;
  index: ProjectedValue[];
}

const columns = {
  fieldId: 'field_id text',
  ord: 'ord int',
  said: 'said text',
  saidEn: 'said_en text',
  folded: 'folded text',
  foldedEn: 'folded_en text',
  words: 'words text',
  sortText: 'sort_text text',
  stroke: 'stroke text',
  natural: '"natural" text',
  number: 'number float8',
  fromDay: 'from_day int',
  toDay: 'to_day int',
  ref: 'ref text',
  refs: 'refs text[]',
} satisfies Record<keyof ProjectedValue, string>;
const given = Object.entries(columns);
const typed = given.map(([key, column]) => `"${key}" ${column.split(' ')[1]}`).join(', ');
const names = given.map(([, column]) => column.split(' ')[0]).join(', ');
const read = given.map(([key]) => `row."${key}"`).join(', ');

/** The projection of heads that the console's lists are made from: rebuilt of nothing else than their values. */
@Injectable()
export class ValueRepository {
  constructor(private readonly db: Database) {}

  /** Of any number of items in four statements. */
  async project(items: readonly Projected[]): Promise<void> {
    this.db.requireTransaction('projecting values');
    const ids = items.map((item) => item.itemId);
    await this.db.query(`DELETE FROM item_value WHERE item_id = ANY ($1)`, [ids]);
    const rows = items.flatMap((item) => item.index.map((row) => ({ ...row, itemId: item.itemId })));
    if (rows.length > 0) {
      await this.db.query(
        `INSERT INTO item_value (collection_id, item_id, library_id, ${names})
         SELECT item.collection_id, item.id, item.library_id, ${read}
         FROM jsonb_to_recordset($1) AS row ("itemId" bigint, ${typed}) JOIN item ON item.id = row."itemId"`,
        [JSON.stringify(rows)],
      );
    }
    const vectors = items.map(({ itemId, collectionId, index }) => ({
      itemId,
      vector: wordVector(
        collectionId,
        index.map(({ words }) => words),
      ),
    }));
    await this.db.query(
      `INSERT INTO item_words (item_id, library_id, vector)
       SELECT item.id, item.library_id, row.vector::tsvector
       FROM jsonb_to_recordset($1) AS row ("itemId" bigint, vector text) JOIN item ON item.id = row."itemId"
       ON CONFLICT (item_id) DO UPDATE SET vector = excluded.vector WHERE item_words.vector <> excluded.vector`,
      [JSON.stringify(vectors)],
    );
  }
}
