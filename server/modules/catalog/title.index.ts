import { Injectable } from '@nestjs/common';
import { indexLetter, sortKey } from '../../contract/text/index.js';
import { Database } from '../../platform/database/database.js';
import { behindSql, ChangeService } from '../change/change.service.js';

/** The name of its cursor in the log of changes. */
const consumer = 'titles';

/** Whether it is behind the log; an expression of SQL. */
export const titlesBehind = `(${behindSql(consumer)} OR NOT EXISTS (SELECT 1 FROM change_cursor WHERE consumer = '${consumer}'))`;

const chunk = 2000;
const counted = 'library_id, collection_id, labels, letter, strokes';
const columns = `item_id, ${counted}, pinyin, stroke`;
/** Comes after all letters and digits. */
export const lastSection = '~';

/** Where a title stands: its section, and its key within all, which begins with the section. */
export function titleKeys(title: string): { letter: string; strokes: string; pinyin: string; stroke: string } {
  const letter = indexLetter(title).replace('#', lastSection);
  const byStroke = sortKey(title, 'stroke');
  const known = /^~(\d\d)/.exec(byStroke)?.[1] ?? '99';
  const strokes = known === '99' ? lastSection : known;
  return { letter, strokes, pinyin: letter + sortKey(title), stroke: strokes + byStroke };
}

interface Published {
  id: number;
  library_id: number;
  collection_id: number;
  labels: string[];
  title: string;
}

/**
 * Where the titles of published items stand in indexes, with how many stand in each section for every set of labels.
 * Following a change takes an item's place away and gives it the one that holds now, which may be repeated without harm.
 */
@Injectable()
export class TitleIndex {
  constructor(
    private readonly db: Database,
    private readonly changes: ChangeService,
  ) {}

  /** Brings it after the log; false where another process is at it. */
  follow(): Promise<boolean> {
    return this.changes.consume(consumer, async (changes) => {
      if (changes === 'everything') return this.placeAll();
      const items = [...new Set(changes.flatMap(({ itemId }) => itemId ?? []))];
      for (let at = 0; at < items.length; at += chunk) await this.placeAgain(items.slice(at, at + chunk));
    });
  }

  /** Everything anew, whatever was kept. */
  async rebuild(): Promise<void> {
    await this.db.transaction(async () => {
      await this.db.query('LOCK TABLE change_cursor IN SHARE ROW EXCLUSIVE MODE');
      await this.changes.consume(consumer, () => this.placeAll());
    });
  }

  private async placeAll(): Promise<void> {
    await this.db.query('DELETE FROM item_title');
    await this.db.query('DELETE FROM title_count');
    for (let after = 0; ;) {
      const rows = await this.published('item.id > $1 ORDER BY item.id LIMIT $2', [after, chunk]);
      if (rows.length > 0) await this.place(rows);
      if (rows.length < chunk) return;
      after = rows.at(-1)!.id;
    }
  }

  private async placeAgain(items: number[]): Promise<void> {
    await this.db.query(
      `WITH gone AS (DELETE FROM item_title WHERE item_id = ANY ($1) RETURNING ${counted})
       INSERT INTO title_count AS kept (${counted}, items)
       SELECT ${counted}, -count(*) FROM gone GROUP BY ${counted} ${added}`,
      [items],
    );
    await this.place(await this.published('item.id = ANY ($1)', [items]));
    await this.db.query('DELETE FROM title_count WHERE items = 0');
  }

  private published(where: string, given: unknown[]): Promise<Published[]> {
    return this.db.query<Published>(
      `SELECT item.id, item.library_id, item.collection_id, revision.title,
              ARRAY(SELECT DISTINCT label FROM unnest(item.metadata_labels) AS label ORDER BY label) AS labels
         FROM item JOIN item_revision revision ON revision.item_id = item.id AND revision.number = item.published_revision
        WHERE ${where}`,
      given,
    );
  }

  private async place(rows: readonly Published[]): Promise<void> {
    const placed = rows.map(({ id, title, ...row }) => ({ item_id: id, ...row, ...titleKeys(title) }));
    await this.db.query(
      `WITH come AS (
         INSERT INTO item_title (${columns})
         SELECT ${columns} FROM jsonb_to_recordset($1) AS placed (item_id bigint, library_id bigint, collection_id bigint,
           labels text[], letter text, strokes text, pinyin text, stroke text) RETURNING ${counted})
       INSERT INTO title_count AS kept (${counted}, items)
       SELECT ${counted}, count(*) FROM come GROUP BY ${counted} ${added}`,
      [JSON.stringify(placed)],
    );
  }
}

const added = `ON CONFLICT (collection_id, labels, letter, strokes) DO UPDATE SET items = kept.items + excluded.items`;
