import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { ProjectedValue, StatedLink } from '../schema/value.service.js';
import type { Values } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import type { ItemRow, RevisionRow } from './item.row.js';
import { LinkRepository } from './link.repository.js';
import { PageHistory } from './page.history.js';
import { ValueRepository } from './value.repository.js';

/** One item's new head, checked and normalised. */
export interface Head {
  itemId: number;
  collectionId: number;
  schemaVersion: number;
  values: Values;
  title: string;
  titleFolded: string;
  identifier: string | null;
  state: ItemState;
  note: string;
  index: ProjectedValue[];
  /** What its link fields state. */
  links: StatedLink[];
}

/** Values with what was filled in, of the head and of what readers see. */
export interface Rewrite {
  itemId: number;
  head: Values;
  /** Null where nothing is published, or nothing of it changes. */
  published: Values | null;
  /** The head is what readers see. */
  same: boolean;
}

const labelSnapshot = `jsonb_build_object('metadata', item.metadata_labels, 'thumbnail', item.thumbnail_labels, 'image', item.image_labels,
  'text', item.text_labels, 'download', item.download_labels, 'find', item.find_labels)`;

@Injectable()
export class ItemRepository {
  constructor(
    private readonly db: Database,
    private readonly links: LinkRepository,
    private readonly pages: PageHistory,
    private readonly values: ValueRepository,
  ) {}

  async byPid(pid: string): Promise<ItemRow> {
    const row = await this.db.one<ItemRow>(`SELECT * FROM item WHERE pid = $1`, [pid]);
    if (!row) throw new Problem('item.not-found');
    return row;
  }

  /** Rows are always locked in the order of their ids, so that two batches cannot wait for each other. */
  async lock(pids: string[]): Promise<Map<string, ItemRow>> {
    this.db.requireTransaction('locking items');
    const rows = await this.db.query<ItemRow>(`SELECT * FROM item WHERE pid = ANY ($1) ORDER BY id FOR UPDATE`, [pids]);
    return new Map(rows.map((row) => [row.pid, row]));
  }

  async lockIds(ids: number[]): Promise<Map<number, ItemRow>> {
    this.db.requireTransaction('locking items');
    const rows = await this.db.query<ItemRow>(`SELECT * FROM item WHERE id = ANY ($1) ORDER BY id FOR UPDATE`, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  async byIds(ids: number[]): Promise<Map<number, ItemRow>> {
    const rows = await this.db.query<ItemRow>(`SELECT * FROM item WHERE id = ANY ($1)`, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What people are called, for telling who was at an item. */
  async namesOf(accounts: number[]): Promise<Map<number, string>> {
    if (accounts.length === 0) return new Map();
    const rows = await this.db.query<{ id: number; name: string }>(`SELECT id, name FROM account WHERE id = ANY ($1)`, [
      [...new Set(accounts)],
    ]);
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async lockOne(pid: string, version?: number): Promise<ItemRow> {
    const row = (await this.lock([pid])).get(pid);
    if (!row) throw new Problem('item.not-found');
    if (version !== undefined && row.version !== version) throw await this.changed(row);
    return row;
  }

  private async changed(row: ItemRow): Promise<Problem> {
    const names = await this.namesOf(row.updated_by === null ? [] : [row.updated_by]);
    return new Problem('item.changed', {
      version: row.version,
      updatedBy: names.get(row.updated_by ?? 0) ?? null,
      updatedAt: row.updated_at.toISOString(),
    });
  }

  async revision(itemId: number, number: number): Promise<RevisionRow> {
    const row = await this.db.one<RevisionRow>(
      keptPlan(`SELECT * FROM item_revision WHERE item_id = $1 AND number = $2`),
      [itemId, number],
    );
    if (!row) throw new Problem('revision.not-found');
    return row;
  }

  /**
   * What heads say, for many items. Here and wherever revisions of many are asked for their items are named twice: else the
   * database, which does not know yet how many rows came lately, may read through all revisions there are.
   */
  async headValues(itemIds: readonly number[]): Promise<Map<number, Values>> {
    if (itemIds.length === 0) return new Map();
    const rows = await this.db.query<{ id: number; values: Values }>(
      `SELECT item.id, head."values" FROM item
       JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
       WHERE item.id = ANY ($1) AND head.item_id = ANY ($1)`,
      [itemIds],
    );
    return new Map(rows.map(({ id, values }) => [id, values]));
  }

  /** What one revision of each says. */
  async revisionValues(wanted: { itemId: number; number: number }[]): Promise<Map<number, Values>> {
    const rows = await this.db.query<{ id: number; values: Values }>(
      `SELECT item_id AS id, "values" FROM unnest($1::bigint[], $2::int[]) AS wanted (id, number)
       JOIN item_revision ON item_id = wanted.id AND item_revision.number = wanted.number AND item_id = ANY ($1)`,
      [wanted.map(({ itemId }) => itemId), wanted.map(({ number }) => number)],
    );
    return new Map(rows.map(({ id, values }) => [id, values]));
  }

  /**
   * Writes new heads: their values whole each, the row that points to it, and the projection for lists. Pages stay what they are.
   * A form saves a batch of one through here, an import a batch of hundreds.
   */
  async writeHeads(heads: Head[], caller: Caller): Promise<void> {
    this.db.requireTransaction('writing heads');
    if (heads.length === 0) return;
    const batch = JSON.stringify(heads.map(({ index: _, links: __, ...head }) => head));
    await this.db.query(
      `INSERT INTO item_revision (library_id, item_id, number, schema_version, "values", labels, title, note, author_id)
       SELECT item.library_id, item.id, item.head_revision + 1, head."schemaVersion", head."values", ${labelSnapshot},
         head.title, head.note, $2
       FROM jsonb_to_recordset($1) AS head ("itemId" bigint, "schemaVersion" int, "values" jsonb, title text, note text)
       JOIN item ON item.id = head."itemId"`,
      [batch, caller.accountId],
    );
    try {
      await this.db.query(
        `UPDATE item SET head_revision = head_revision + 1, version = version + 1, title = head.title, title_folded = head."titleFolded",
           identifier = head.identifier, state = head.state, updated_by = $2, updated_at = now(),
           submitted_revision = CASE WHEN head.state = 'submitted' THEN head_revision + 1 END
         FROM jsonb_to_recordset($1) AS head ("itemId" bigint, title text, "titleFolded" text, identifier text, state text)
         WHERE item.id = head."itemId"`,
        [batch, caller.accountId],
      );
    } catch (error) {
      throw await this.asIdentifierTaken(error, heads);
    }
    await this.project(heads);
  }

  /**
   * What a changed configuration does to records: the same heads and published revisions with more in them. Nobody's
   * work changes hands by it: a published item stays published, what waits for review goes on waiting.
   */
  async rewrite(entries: Rewrite[], schemaVersion: number, note: string, authorId: number | null): Promise<void> {
    this.db.requireTransaction('rewriting heads');
    const steps = entries.flatMap(({ itemId, published, head, same }) => [
      ...(published ? [{ itemId, from: 'published', step: 1, values: published }] : []),
      // Where readers see the head, one new revision is both.
      ...(same ? [] : [{ itemId, from: 'head', step: published ? 2 : 1, values: head }]),
    ]);
    if (steps.length === 0) return;
    await this.db.query(
      `INSERT INTO item_revision (library_id, item_id, number, schema_version, "values", labels, title, note, review,
         review_note, reviewed_by, author_id)
       SELECT old.library_id, old.item_id, item.head_revision + e.step, $2, e."values", old.labels, old.title, $3,
         old.review, old.review_note, old.reviewed_by, $4
       FROM jsonb_to_recordset($1) AS e ("itemId" bigint, "from" text, step int, "values" jsonb)
       JOIN item ON item.id = e."itemId"
       JOIN item_revision old ON old.item_id = item.id
         AND old.number = CASE e."from" WHEN 'head' THEN item.head_revision ELSE item.published_revision END`,
      [JSON.stringify(steps), schemaVersion, note, authorId],
    );
    const moves = entries.map(({ itemId, published, same }) => ({
      itemId,
      steps: published && !same ? 2 : 1,
      published: published !== null,
    }));
    const heads = await this.db.query<{ id: number; head: number; shown: number }>(
      `SELECT id, head_revision AS head, published_revision AS shown FROM item WHERE id = ANY ($1)`,
      [entries.flatMap(({ itemId, published, same }) => (published && !same ? [itemId] : []))],
    );
    // Readers' pages first and the head's after them, as the revisions follow one another.
    await this.pages.follow(heads.map(({ id, head, shown }) => ({ itemId: id, number: head + 1, like: shown })));
    await this.pages.follow(heads.map(({ id, head }) => ({ itemId: id, number: head + 2, like: head })));
    await this.db.query(
      `UPDATE item SET published_revision = CASE WHEN move.published THEN head_revision + 1 ELSE published_revision END,
         submitted_revision = CASE WHEN submitted_revision IS NOT NULL THEN head_revision + move.steps END,
         head_revision = head_revision + move.steps, version = version + 1, updated_at = now()
       FROM jsonb_to_recordset($1) AS move ("itemId" bigint, steps int, published boolean) WHERE item.id = move."itemId"`,
      [JSON.stringify(moves)],
    );
  }

  /** The projection alone; `writeHeads` has it done with every save. */
  async project(heads: Pick<Head, 'itemId' | 'collectionId' | 'index' | 'links'>[]): Promise<void> {
    this.db.requireTransaction('projecting values');
    await this.links.project(heads);
    await this.values.project(heads);
  }

  /**
   * Pages, links and labels are part of the head too: a change of them is a revision with the same values. One that is a `visit` may be
   * gone on with. Answers its number.
   */
  async snapshotHead(item: ItemRow, state: ItemState, note: string, caller: Caller, visit = false): Promise<number> {
    this.db.requireTransaction('snapshot of a head');
    await this.db.query(
      `INSERT INTO item_revision (library_id, item_id, number, schema_version, "values", labels, title, note, author_id, visited_at)
       SELECT item.library_id, item.id, item.head_revision + 1, head.schema_version, head."values", ${labelSnapshot}, head.title, $3, $2,
         CASE WHEN $4 THEN now() END
       FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision WHERE item.id = $1`,
      [item.id, caller.accountId, note, visit],
    );
    const row = await this.db.one<{ head_revision: number }>(
      `UPDATE item SET head_revision = head_revision + 1, version = version + 1, state = $3, updated_by = $2, updated_at = now(),
         submitted_revision = CASE WHEN $3 = 'submitted' THEN head_revision + 1 END WHERE id = $1 RETURNING head_revision`,
      [item.id, caller.accountId, state],
    );
    return row!.head_revision;
  }

  /** Its head says what it said, and something beside it was changed. */
  async touchHead({ id }: ItemRow, { accountId }: Caller): Promise<void> {
    await this.db.query(`UPDATE item SET version = version + 1, updated_by = $2, updated_at = now() WHERE id = $1`, [
      id,
      accountId,
    ]);
  }

  /** Which one it was, the database keeps to itself where rows are walled. */
  private async asIdentifierTaken(error: unknown, heads: Head[]): Promise<unknown> {
    const cause = error as { code?: string; constraint?: string };
    if (cause.code !== '23505' || cause.constraint !== 'item_identifier_key') return error;
    const given = heads.flatMap(({ identifier }) => identifier ?? []);
    const twice = given.length === 1 ? given[0] : given.find((one, at) => given.indexOf(one) !== at);
    const known = await this.db.outside(() =>
      this.db.one<{ identifier: string }>(
        `SELECT identifier FROM item WHERE identifier = ANY ($1) AND id <> ALL ($2) AND state <> 'removed' LIMIT 1`,
        [given, heads.map(({ itemId }) => itemId)],
      ),
    );
    return new Problem('item.identifier-taken', { identifier: twice ?? known?.identifier ?? '' });
  }
}
