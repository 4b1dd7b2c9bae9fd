import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { PageSource } from '../../contract/item.page.js';
import type { Caller } from '../../contract/caller.js';
import type { LocalizedText } from '../../contract/localized.js';
import { rolesOfKind } from '../../contract/relations.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { audiencesOf } from '../../contract/visibility.js';
import { DraftService } from './draft.service.js';
import { ItemRepository } from './item.repository.js';
import { type ItemRow, visibilityOf } from './item.row.js';
import { ItemTroubles } from './item.troubles.js';

type Detail = Answer<'GET /items/:item'>;
type Page = Detail['pages'][number];

interface PageRow {
  pid: string;
  label: string;
  kind: Page['kind'];
  source: PageSource;
  has_text: boolean;
  image_labels: string[] | null;
  text_labels: string[] | null;
  file_pid: string | null;
  name: string;
  media_type: string;
  handler: string | null;
  size: number;
  state: NonNullable<Page['file']>['state'];
  problem: { code: string; params: Record<string, Json> } | null;
  technical: Record<string, Json>;
}

const headPages = `(SELECT * FROM page WHERE removed_at IS NULL)`;
const removedButShown = `(SELECT shown.* FROM page_published shown JOIN page ON page.id = shown.page_id WHERE page.removed_at IS NOT NULL)`;

/**
 * In the order in which the collection was entered, which never moves under the hand. By pairs: asked for the collection and
 * then for the number, the database walks through all that others have entered since, or before.
 */
export function neighbour(side: 'previous' | 'next'): string {
  const [beyond, end, way] =
    side === 'next' ? ['>', '< (item.collection_id + 1, 0)', ''] : ['<', '> (item.collection_id, 0)', 'DESC'];
  return `(SELECT pid FROM item other
            WHERE (other.collection_id, other.id) ${beyond} (item.collection_id, item.id) AND (other.collection_id, other.id) ${end}
              AND other.state <> 'removed' ORDER BY other.collection_id ${way}, other.id ${way} LIMIT 1) AS ${side}`;
}

/** An item's head as those who work on it see it. */
@Injectable()
export class ItemDetails {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly troubles: ItemTroubles,
    private readonly drafts: DraftService,
  ) {}

  async of(row: ItemRow, caller: Caller): Promise<Detail> {
    const [head, pages, stillShown, links, names, typed, editors] = await Promise.all([
      this.items.revision(row.id, row.head_revision),
      this.pages(row.id, headPages),
      this.pages(row.id, removedButShown),
      this.links(row.id),
      this.names(row),
      this.drafts.own(row.id, caller),
      this.drafts.editors(row.id, caller),
    ]);
    const [troubles, typedTroubles] = await Promise.all([
      this.troubles.of(row, head.values, caller),
      typed.draft ? this.troubles.of(row, typed.draft.values, caller) : [],
    ]);
    return {
      pid: row.pid,
      title: row.title,
      identifier: row.identifier,
      state: row.state,
      public: row.published_revision !== null,
      version: row.version,
      headRevision: row.head_revision,
      publishedRevision: row.published_revision,
      library: { pid: names.library_pid, name: names.library_name },
      collection: { pid: names.collection_pid, name: names.collection_name },
      schemaVersion: head.schema_version,
      values: head.values,
      pages,
      stillShown,
      cover: names.cover_pid,
      links,
      visibility: visibilityOf(row),
      troubles,
      reviewNote: row.state === 'returned' ? head.review_note : '',
      draft: typed.draft && { ...typed.draft, troubles: typedTroubles },
      dropped: typed.dropped,
      editors,
      previous: names.previous,
      next: names.next,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
      updatedBy: names.updated_by,
      publishedAt: row.published_at?.toISOString() ?? null,
    };
  }

  private async pages(itemId: number, from: string): Promise<Page[]> {
    const rows = await this.db.query<PageRow>(
      keptPlan(`SELECT page.pid, page.label, page.kind, page.source, page.text_id IS NOT NULL AS has_text, page.image_labels,
         page.text_labels, file.pid AS file_pid, file.name,
         file.media_type, file.handler, file.size, file.state, file.problem, file.technical
       FROM ${from} AS page LEFT JOIN file ON file.id = page.file_id WHERE page.item_id = $1 ORDER BY page.ord`),
      [itemId],
    );
    return rows.map((row) => ({
      pid: row.pid,
      label: row.label,
      kind: row.kind,
      source: row.source,
      hasText: row.has_text,
      visibility: {
        image: row.image_labels && audiencesOf(row.image_labels),
        text: row.text_labels && audiencesOf(row.text_labels),
      },
      file: row.file_pid
        ? {
            pid: row.file_pid,
            name: row.name,
            mediaType: row.media_type,
            handler: row.handler,
            size: row.size,
            state: row.state,
            problem: row.problem,
            technical: row.technical,
          }
        : null,
    }));
  }

  private async links(itemId: number): Promise<Detail['links']> {
    const rows = await this.db.query<{ kind: string; forward: boolean; part: string; note: string; pid: string }>(
      keptPlan(`SELECT link.kind, link.from_item_id = $1 AS forward, link.part, link.note, other.pid
       FROM item_link link JOIN item other ON other.id = CASE WHEN link.from_item_id = $1 THEN link.to_item_id ELSE link.from_item_id END
       WHERE link.item_id = $1 ORDER BY link.kind, link.ord, link.id`),
      [itemId],
    );
    return rows.flatMap(({ kind, forward, part, note, pid }) => {
      const role = rolesOfKind(kind)?.[forward ? 0 : 1].role;
      return role === undefined ? [] : [{ kind: role, to: pid, part, note }];
    });
  }

  private async names(row: ItemRow) {
    const names = await this.db.one<{
      library_pid: string;
      library_name: LocalizedText;
      collection_pid: string;
      collection_name: LocalizedText;
      updated_by: string | null;
      cover_pid: string | null;
      previous: string | null;
      next: string | null;
    }>(
      keptPlan(`SELECT library.pid AS library_pid, library.name AS library_name, collection.pid AS collection_pid, collection.name AS collection_name,
         account.name AS updated_by,
         (SELECT pid FROM page WHERE page.id = item.cover_page_id AND page.removed_at IS NULL) AS cover_pid,
         ${neighbour('previous')}, ${neighbour('next')}
       FROM item JOIN library ON library.id = item.library_id JOIN collection ON collection.id = item.collection_id
         LEFT JOIN account ON account.id = item.updated_by
       WHERE item.id = $1`),
      [row.id],
    );
    return names!;
  }
}
