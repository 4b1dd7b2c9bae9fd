import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { OpeningService } from '../schema/opening.service.js';
import { stateAfterSave } from './item.writer.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { LinkRepository, type OlderLinks } from './link.repository.js';
import { type Naming, NamingRepository } from './naming.repository.js';
import { pageThen } from './page.history.js';

/** A derivative that waits: chosen by somebody, and not yet what readers have. */
export const waiting = (kind: string) => `${kind}-next`;

/** What readers have beside the published revision: made from the head when it passes, taken away when it is withdrawn. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly links: LinkRepository,
    private readonly namings: NamingRepository,
    private readonly opening: OpeningService,
  ) {}

  /** Captions, posters and orders are no values, and are reviewed all the same: the head has something to publish now. */
  async changedBeside(item: ItemRow, caller: Caller): Promise<void> {
    const state = stateAfterSave(item, caller);
    if (state !== item.state) await this.items.snapshotHead(item, state, '', caller);
    // No new revision, and somebody was at it all the same: whoever saw it before did not see this.
    else await this.items.touchHead(item, caller);
  }

  async give(itemIds: number[]): Promise<void> {
    this.db.requireTransaction('giving readers what was published');
    await this.db.query(`DELETE FROM page_published WHERE item_id = ANY ($1)`, [itemIds]);
    await this.db.query(
      `INSERT INTO page_published (page_id, pid, library_id, item_id, ord, label, kind, file_id, source, text_id, image_labels, text_labels)
       SELECT id, pid, library_id, item_id, row_number() OVER (PARTITION BY item_id ORDER BY ord), label, kind, file_id, source, text_id,
         image_labels, text_labels
       FROM page WHERE item_id = ANY ($1) AND removed_at IS NULL`,
      [itemIds],
    );
    const begun = await this.db.query<{ id: number }>(
      `WITH given AS (UPDATE item SET published_cover_id = cover_page_id WHERE id = ANY ($1) RETURNING collection_id)
       SELECT id FROM collection WHERE state = 'new' AND id IN (SELECT collection_id FROM given)`,
      [itemIds],
    );
    if (begun.length > 0) await this.opening.openNew(begun.map(({ id }) => id));
    await this.captions(itemIds);
    await this.posters(itemIds);
    await this.links.release(itemIds);
    await this.namings.release(itemIds);
  }

  /**
   * Readers have again what an older revision says, as it is told by its own pages, by the links that its values state and
   * by those that stood beside them. Who may see a page is policy, and as it is now.
   */
  async giveOlder(entries: (OlderLinks & { names: Naming[] })[]): Promise<void> {
    this.db.requireTransaction('giving readers what was published before');
    const itemIds = entries.map(({ itemId }) => itemId);
    await this.db.query(`DELETE FROM page_published WHERE item_id = ANY ($1)`, [itemIds]);
    await this.db.query(
      `INSERT INTO page_published (page_id, pid, library_id, item_id, ord, label, kind, file_id, source, text_id, image_labels, text_labels)
       SELECT page.id, page.pid, page.library_id, page.item_id, row_number() OVER (PARTITION BY page.item_id ORDER BY was.ord), was.label,
         was.kind, was.file_id, was.source, was.text_id, page.image_labels, page.text_labels
       FROM item JOIN page ON page.item_id = item.id
       CROSS JOIN ${pageThen('item.id', 'page.id', 'item.published_revision')} was
       WHERE was.ord IS NOT NULL AND item.id = ANY ($1)`,
      [itemIds],
    );
    await this.links.releaseOlder(entries);
    await this.namings.releaseOlder(entries);
  }

  /**
   * Those of these items whose next publication changes captions, posters or an order that readers have. Nothing keeps what
   * it replaces, so that it cannot be put back.
   */
  async waitingBeside(itemIds: number[]): Promise<Set<number>> {
    const rows = await this.db.query<{ id: number }>(
      `SELECT item.id FROM item WHERE item.id = ANY ($1) AND item.published_revision IS NOT NULL AND (
         EXISTS (SELECT 1 FROM page_published page JOIN caption ON caption.file_id = page.file_id WHERE page.item_id = item.id
           AND (caption.published_at IS NULL OR caption.removed_at IS NOT NULL))
         OR EXISTS (SELECT 1 FROM page_published page JOIN file_derivative chosen ON chosen.file_id = page.file_id
           WHERE page.item_id = item.id AND chosen.kind LIKE '${waiting('%')}')
         OR EXISTS (SELECT 1 FROM item_place place WHERE place.item_id = item.id AND place.ord IS DISTINCT FROM place.published_ord))`,
      [itemIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async take(itemIds: number[]): Promise<void> {
    this.db.requireTransaction('taking from readers what was withdrawn');
    await this.db.query(`DELETE FROM page_published WHERE item_id = ANY ($1)`, [itemIds]);
    await this.links.hide(itemIds);
    await this.namings.hide(itemIds);
  }

  private async captions(itemIds: number[]): Promise<void> {
    const ofItem = `file_id IN (SELECT id FROM file WHERE item_id = ANY ($1))`;
    await this.db.query(keptPlan(`DELETE FROM caption WHERE removed_at IS NOT NULL AND ${ofItem}`), [itemIds]);
    await this.db.query(keptPlan(`UPDATE caption SET published_at = now() WHERE published_at IS NULL AND ${ofItem}`), [
      itemIds,
    ]);
  }

  private async posters(itemIds: number[]): Promise<void> {
    const chosen = `waiting.file_id IN (SELECT id FROM file WHERE item_id = ANY ($1)) AND waiting.kind LIKE '${waiting('%')}'`;
    await this.db.query(
      keptPlan(`DELETE FROM file_derivative old USING file_derivative waiting
        WHERE ${chosen} AND old.file_id = waiting.file_id AND waiting.kind = old.kind || '${waiting('')}'`),
      [itemIds],
    );
    await this.db.query(
      keptPlan(
        `UPDATE file_derivative waiting SET kind = left(kind, -length('${waiting('')}')), created_at = now() WHERE ${chosen}`,
      ),
      [itemIds],
    );
  }
}
