import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { TitleOrder } from '../../contract/reader.titles.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { AccessService } from '../access/access.service.js';
import { readerIn, visibleCount, visibleItem } from '../access/visible.sql.js';

export { lastSection, titlesBehind } from './title.index.js';

/** Whose titles; everything where neither is named. */
export interface TitlesOf {
  libraryId?: number | undefined;
  collectionId?: number | undefined;
}

/** Where a page of them begins: at a section, after an item, or so that it ends before one. */
export interface TitlesFrom {
  section?: string | undefined;
  after?: string | undefined;
  before?: string | undefined;
}

export interface TitlePlace {
  id: number;
  section: string;
}

export interface TitlesPage {
  rows: TitlePlace[];
  isFirst: boolean;
  isLast: boolean;
}

const keys = { pinyin: { key: 'pinyin', section: 'letter' }, strokes: { key: 'stroke', section: 'strokes' } } as const;
const reader = readerIn('$1', '$2');
const within = (table: string, { libraryId, collectionId }: TitlesOf, at: number): [string, number[]] =>
  collectionId !== undefined
    ? [`${table}.collection_id = $${at}`, [collectionId]]
    : libraryId !== undefined
      ? [`${table}.library_id = $${at}`, [libraryId]]
      : ['true', []];

/** Titles in the order of a catalogue, a page at a time: each goes on by a key, so that the last costs what the first did. */
@Injectable()
export class TitlesService {
  constructor(
    private readonly db: Database,
    private readonly access: AccessService,
  ) {}

  /** How many stand in each section, as far as this reader may know of them. */
  async sections(caller: Caller, of: TitlesOf, order: TitleOrder): Promise<Map<string, number>> {
    const { section } = keys[order];
    const [where, given] = within('kept', of, 3);
    const rows = await this.db.query<{ section: string; items: number }>(
      keptPlan(`SELECT kept.${section} AS section, sum(kept.items)::bigint AS items FROM title_count kept
        WHERE ${where} AND ${visibleCount(reader)} GROUP BY 1 HAVING sum(kept.items) > 0 ORDER BY kept.${section} COLLATE "C"`),
      [caller.labels, await this.access.readableCollections(caller), ...given],
    );
    return new Map(rows.map((row) => [row.section, row.items]));
  }

  async page(
    caller: Caller,
    of: TitlesOf,
    order: TitleOrder,
    { section, after, before }: TitlesFrom,
    size: number,
  ): Promise<TitlesPage> {
    const { key, section: sectionOf } = keys[order];
    const pid = before ?? after;
    const from = pid === undefined ? undefined : await this.placeOf(caller, pid, key);
    const backwards = before !== undefined && from !== undefined;
    const [where, given] = within('placed', of, 6);
    const direction = backwards ? 'DESC' : 'ASC';
    const found = await this.db.query<TitlePlace>(
      keptPlan(`SELECT placed.item_id AS id, placed.${sectionOf} AS section FROM item_title placed JOIN item ON item.id = placed.item_id
        WHERE ${where} AND (placed.${key}, placed.item_id) ${backwards ? '<' : '>'} ($3, $4) AND ${visibleItem(reader)}
        ORDER BY placed.${key} ${direction}, placed.item_id ${direction} LIMIT $5`),
      [
        caller.labels,
        await this.access.readableCollections(caller),
        from?.key ?? section ?? '',
        from?.id ?? 0,
        size + 1,
        ...given,
      ],
    );
    const more = found.length > size;
    const rows = found.slice(0, size);
    if (backwards) return { rows: rows.reverse(), isFirst: !more, isLast: false };
    return { rows, isFirst: from === undefined && section === undefined, isLast: !more };
  }

  /** Where an item stands that one goes on from; it may be gone since. */
  private async placeOf(caller: Caller, pid: string, key: string): Promise<{ id: number; key: string } | undefined> {
    return this.db.one(
      keptPlan(`SELECT placed.item_id AS id, placed.${key} AS key FROM item_title placed JOIN item ON item.id = placed.item_id
        WHERE item.pid = $3 AND ${visibleItem(reader)}`),
      [caller.labels, await this.access.readableCollections(caller), pid],
    );
  }
}
