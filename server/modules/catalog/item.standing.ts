import { Injectable } from '@nestjs/common';
import type { ItemState } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { type Part, parts } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import type { BatchOrder } from '../batch/batch.verb.js';
import type { ChangeKind } from '../change/change.service.js';
import { SchemaService } from '../schema/schema.service.js';
import { ValueService } from '../schema/value.service.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { ItemVerbs } from './item.verbs.js';
import { type DirectLink, LinkRepository } from './link.repository.js';
import { Outbox } from './outbox.js';
import { PageHistory } from './page.history.js';
import { namingsIn } from './naming.repository.js';
import { ReleaseService } from './release.service.js';

/** How an item stood: what readers saw of it, who might see it, and what was said of its head. */
export interface Standing {
  state: ItemState;
  published: number | null;
  submitted: number | null;
  publishedAt: string | null;
  withdrawnAt: string | null;
  kinDay: number | null;
  cover: number | null;
  labels: Record<Part, string[]>;
  /** What readers had beside the version, and whether the next one was to change captions, posters or an order for them. */
  beside: { links: DirectLink[]; waiting: boolean };
  review: { said: 'submitted' | 'approved' | 'returned' | null; note: string; by: number | null };
}

export interface PutBack {
  row: ItemRow;
  before: Standing;
}

/**
 * Putting items back as they stood, whatever was done to them. Nothing is taken out of history: versions go on, and what
 * readers were shown in between leaves its mark in the log of changes.
 */
@Injectable()
export class ItemStanding {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly verbs: ItemVerbs,
    private readonly release: ReleaseService,
    private readonly schema: SchemaService,
    private readonly valueRules: ValueService,
    private readonly pages: PageHistory,
    private readonly links: LinkRepository,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
  ) {}

  async of(rows: readonly ItemRow[]): Promise<Map<number, Standing>> {
    const heads = await this.db.query<{ id: number } & Standing['review']>(
      `SELECT item.id, head.review AS said, head.review_note AS note, head.reviewed_by AS by
         FROM item JOIN item_revision head ON head.item_id = item.id AND head.number = item.head_revision
        WHERE item.id = ANY ($1) AND head.item_id = ANY ($1)`,
      [rows.map(({ id }) => id)],
    );
    const shown = rows.flatMap(({ id, published_revision: published }) => (published === null ? [] : [id]));
    const waiting = await this.release.waitingBeside(shown);
    const links = await this.links.besideOf(shown);
    const reviews = new Map(heads.map(({ id, ...review }) => [id, review]));
    return new Map(
      rows.map((row) => [
        row.id,
        {
          state: row.state,
          published: row.published_revision,
          submitted: row.submitted_revision,
          publishedAt: row.published_at?.toISOString() ?? null,
          withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
          kinDay: row.kin_day,
          cover: row.published_cover_id,
          labels: Object.fromEntries(parts.map((part) => [part, row[`${part}_labels`]])) as Standing['labels'],
          beside: { links: links.get(row.id) ?? [], waiting: waiting.has(row.id) },
          review: reviews.get(row.id) ?? { said: null, note: '', by: null },
        },
      ]),
    );
  }

  /**
   * Those that cannot be put back, and why: another has taken the identifier that they had given free, or material of the
   * version that readers had is gone or replaced.
   */
  async refusals(entries: readonly PutBack[]): Promise<Map<number, Problem>> {
    const coming = entries.filter(({ row, before }) => row.state === 'removed' && before.state !== 'removed');
    const older = entries.filter((entry) => isOlder(entry));
    const shown = older.map(({ row, before }) => ({ itemId: row.id, number: before.published! }));
    const replaced = older.filter(({ row, before }) => row.published_revision !== null && before.beside.waiting);
    return new Map([
      ...replaced.map(({ row }): [number, Problem] => [row.id, new Problem('item.released-beside')]),
      ...(await this.verbs.identifiersTaken(coming.map(({ row }) => row))),
      ...(await this.pages.lacking(shown)),
    ]);
  }

  /** Locked rows. Answers their versions afterwards. Of a batch one line says it for all; what was done alone has its own. */
  async putBack(
    entries: readonly PutBack[],
    { pid, parameters }: Pick<BatchOrder, 'pid' | 'parameters'>,
    caller: Caller,
  ): Promise<Map<number, number>> {
    this.db.requireTransaction('putting items back');
    if (entries.length === 0) return new Map();
    const done = await this.write(entries, caller);
    await this.show(entries);
    await this.audit.recordAll(
      caller,
      parameters.alone ? 'item.undo' : 'item.put-back',
      entries.map(({ row }) => ({ libraryId: row.library_id, kind: 'item', pid: row.pid, title: row.title })),
      parameters.alone ? { of: pid } : { batch: pid },
    );
    return done;
  }

  private async write(entries: readonly PutBack[], caller: Caller): Promise<Map<number, number>> {
    const given = JSON.stringify(entries.map(({ row, before }) => ({ id: row.id, ...before, ...before.labels })));
    await this.db.query(
      `UPDATE item_revision head SET review = was.review ->> 'said', review_note = was.review ->> 'note', reviewed_by = (was.review ->> 'by')::bigint
         FROM jsonb_to_recordset($1) AS was (id bigint, review jsonb) JOIN item ON item.id = was.id
        WHERE head.item_id = ANY ($2) AND head.item_id = item.id AND head.number = item.head_revision
          AND (head.review, head.review_note) IS DISTINCT FROM (was.review ->> 'said', was.review ->> 'note')`,
      [given, entries.map(({ row }) => row.id)],
    );
    const rows = await this.db.query<{ id: number; version: number }>(
      `UPDATE item SET state = was.state, published_revision = was.published, submitted_revision = was.submitted,
         published_at = was."publishedAt", kin_day = was."kinDay", published_cover_id = was.cover,
         -- Shown in between, and shown no more: that it was there is what its address answers.
         withdrawn_at = CASE WHEN was.published IS NULL AND item.published_revision IS NOT NULL THEN now() ELSE was."withdrawnAt" END,
         ${parts.map((part) => `${part}_labels = was.${part}`).join(', ')},
         version = version + 1, updated_at = now(), updated_by = $2
       FROM jsonb_to_recordset($1) AS was (id bigint, state text, published int, submitted int, "publishedAt" timestamptz,
         "withdrawnAt" timestamptz, "kinDay" int, cover bigint, ${parts.map((part) => `${part} text[]`).join(', ')})
       WHERE item.id = was.id RETURNING item.id, item.version`,
      [given, caller.accountId],
    );
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  /** What readers have, after what is published. */
  private async show(entries: readonly PutBack[]): Promise<void> {
    const [gone, again, older] = [[] as PutBack[], [] as PutBack[], [] as PutBack[]];
    const said: Record<'withdrawal' | 'publication' | 'change' | 'visibility', number[]> = {
      ...{ withdrawal: [], publication: [], change: [], visibility: [] },
    };
    for (const entry of entries) {
      const { row, before } = entry;
      const [now, was] = [row.published_revision, before.published];
      if (now === was) {
        if (now !== null && relabelled(entry)) said.visibility.push(row.id);
      } else if (was === null) {
        gone.push(entry);
        said.withdrawal.push(row.id);
      } else {
        (isOlder(entry) ? older : again).push(entry);
        said[now === null ? 'publication' : 'change'].push(row.id);
      }
    }
    const idsOf = (some: PutBack[]) => some.map(({ row }) => row.id);
    if (gone.length > 0) await this.release.take(idsOf(gone));
    if (again.length > 0) await this.release.give(idsOf(again));
    if (older.length > 0) await this.release.giveOlder(await this.statedThen(older));
    for (const [kind, ids] of Object.entries(said)) await this.outbox.touch(ids, kind as ChangeKind);
  }

  private async statedThen(entries: PutBack[]) {
    const configs = await this.schema.configsOf(entries.map(({ row }) => row.collection_id));
    const values = await this.items.revisionValues(
      entries.map(({ row, before }) => ({ itemId: row.id, number: before.published! })),
    );
    return entries.map(({ row, before }) => {
      const config = configs.get(row.collection_id)!;
      const then = values.get(row.id) ?? {};
      const names = namingsIn(this.valueRules.forms.project(config, then), then);
      return {
        itemId: row.id,
        beside: before.beside.links,
        links: this.valueRules.links.linksOf(config, then),
        names,
      };
    });
  }
}

/** Readers get a version that is not the head, and is made of what is known of it. */
const isOlder = ({ row, before: { published } }: PutBack): boolean =>
  published !== null && published !== row.published_revision && published !== row.head_revision;

const relabelled = ({ row, before }: PutBack): boolean =>
  parts.some((part) => row[`${part}_labels`].join() !== before.labels[part].join());
