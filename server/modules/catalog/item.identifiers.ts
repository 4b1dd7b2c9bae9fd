import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { may } from '../../contract/permissions.js';
import { type FieldProblem, Problem, type ProblemCode } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { NumberService } from './number.service.js';

/** An identifier as a record would bear it, and where it stands there. */
export interface Borne {
  at: number;
  itemId: number | null;
  libraryId: number;
  collectionId: number;
  identifier: string;
  path: string;
}

interface Bearer {
  at: number;
  pid: string;
  title: string;
  collection_id: number;
}

/** No two records of a library bear one identifier. */
@Injectable()
export class ItemIdentifiers {
  constructor(
    private readonly db: Database,
    private readonly numbers: NumberService,
  ) {}

  /** Set aside for another collection, borne by another record, or given twice here: the first keeps it. */
  async refused(asked: readonly Borne[], caller: Caller): Promise<Map<number, Problem>> {
    if (asked.length === 0) return new Map();
    const found = new Map<number, Problem>();
    const byAt = new Map(asked.map((one) => [one.at, one]));
    const refuse = (at: number, code: ProblemCode, other: Record<string, unknown> = {}) => {
      const { identifier, path } = byAt.get(at)!;
      const field: FieldProblem = { path, code, params: { identifier, ...other } };
      found.set(at, new Problem(code, { identifier }, [field]));
    };
    for (const at of await this.numbers.reserved(asked)) refuse(at, 'number.reserved');
    const bearers = await this.db.query<Bearer>(
      // One that gives its identifier up in this very batch has not done so yet.
      `SELECT DISTINCT ON (given.at) given.at, item.pid, item.title, item.collection_id
         FROM jsonb_to_recordset($1) AS given (at int, "itemId" bigint, "libraryId" bigint, identifier text)
         JOIN item ON item.library_id = given."libraryId" AND item.identifier = given.identifier
          AND item.state <> 'removed' AND item.id IS DISTINCT FROM given."itemId"
        ORDER BY given.at, item.id`,
      [JSON.stringify(asked)],
    );
    for (const { at, pid, title, collection_id: collectionId } of bearers) {
      // That the number is taken has to be said; by which record, only to who may open it.
      const known = may(caller.grants, 'item.read', { libraryId: byAt.get(at)!.libraryId, collectionId });
      refuse(at, 'item.identifier-taken', known ? { item: pid, title } : {});
    }
    const seen = new Set<string>();
    for (const { at, libraryId, identifier } of asked) {
      const key = JSON.stringify([libraryId, identifier]);
      if (found.has(at)) continue;
      if (seen.has(key)) refuse(at, 'item.identifier-taken');
      seen.add(key);
    }
    return found;
  }
}
