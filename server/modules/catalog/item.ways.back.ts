import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import { may } from '../../contract/permissions.js';
import { Database } from '../../platform/database/database.js';
import { type Act, type Answer, WaysBack } from '../recent/ways.back.js';

interface Row {
  act: number;
  pid: string;
  libraryId: number;
  collectionId: number;
  state: ItemState;
  head: number;
  version: number;
  made: number;
  kept: number;
  /** The version after the one that was made went back to the one before it. */
  wentBack: boolean;
}

/** What became of an item's head, by going back to a version or by pages that were taken away, is gone back from. */
@Injectable()
export class ItemWaysBack implements OnModuleInit {
  constructor(
    private readonly ways: WaysBack,
    private readonly db: Database,
  ) {}

  onModuleInit(): void {
    this.ways.register(['item.go-back', 'item.pages'], (acts, caller) => this.find(acts, caller));
  }

  private async find(acts: readonly Act[], caller: Caller): Promise<Map<number, Answer>> {
    const asked = acts.map(({ id, subject, detail }) => ({
      act: id,
      pid: subject,
      made: detail['made'],
      kept: detail.kept,
    }));
    const rows = await this.db.query<Row>(
      `SELECT asked.act, item.pid, item.library_id AS "libraryId", item.collection_id AS "collectionId", item.state,
              item.head_revision AS head, item.version, asked.made, asked.kept,
              EXISTS (SELECT 1 FROM item_revision r WHERE r.item_id = item.id AND r.number = asked.made + 1
                        AND r.note = '↺ ' || asked.kept) AS "wentBack"
         FROM jsonb_to_recordset($1) AS asked (act bigint, pid text, made int, kept int) JOIN item ON item.pid = asked.pid`,
      [JSON.stringify(asked)],
    );
    return new Map(rows.map((row) => [row.act, this.answer(row, caller)]));
  }

  private answer({ libraryId, collectionId, ...row }: Row, caller: Caller): Answer {
    if (row.wentBack) return 'undone';
    if (row.head !== row.made || row.state === 'removed') return 'changed';
    if (!may(caller.grants, 'item.edit', { libraryId, collectionId })) return 'denied';
    return { by: 'revision', item: row.pid, number: row.kept, version: row.version };
  }
}
