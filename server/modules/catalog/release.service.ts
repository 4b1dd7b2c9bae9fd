import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { Database } from '../../platform/database/database.js';
import { stateAfterSave } from './catalog.service.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { LinkRepository } from './link.repository.js';

/** A derivative that waits: chosen by somebody, and not yet what readers have. */
export const waiting = (kind: string) => `${kind}-next`;

/** What readers have beside the published revision: made from the head when it passes, taken away when it is withdrawn. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly links: LinkRepository,
  ) {}

  /** Captions, posters and orders are no values, and are reviewed all the same: the head has something to publish now. */
  async changedBeside(item: ItemRow, caller: Caller): Promise<void> {
    const state = stateAfterSave(item, caller);
    if (state === item.state) return;
    await this.items.snapshotHead(item, state, '', caller);
  }

  async give(itemId: number): Promise<void> {
    this.db.requireTransaction('giving readers what was published');
    await this.db.query(`DELETE FROM page_published WHERE item_id = $1`, [itemId]);
    await this.db.query(
      `INSERT INTO page_published (page_id, pid, library_id, item_id, ord, label, kind, file_id, source, text_id, image_labels, text_labels)
       SELECT id, pid, library_id, item_id, row_number() OVER (ORDER BY ord), label, kind, file_id, source, text_id, image_labels, text_labels
       FROM page WHERE item_id = $1 AND removed_at IS NULL`,
      [itemId],
    );
    await this.db.query(`UPDATE item SET published_cover_id = cover_page_id WHERE id = $1`, [itemId]);
    await this.captions(itemId);
    await this.posters(itemId);
    await this.links.release([itemId]);
  }

  async take(itemId: number): Promise<void> {
    this.db.requireTransaction('taking from readers what was withdrawn');
    await this.db.query(`DELETE FROM page_published WHERE item_id = $1`, [itemId]);
    await this.links.hide([itemId]);
  }

  private async captions(itemId: number): Promise<void> {
    const ofItem = `file_id IN (SELECT id FROM file WHERE item_id = $1)`;
    await this.db.query(`DELETE FROM caption WHERE removed_at IS NOT NULL AND ${ofItem}`, [itemId]);
    await this.db.query(`UPDATE caption SET published_at = now() WHERE published_at IS NULL AND ${ofItem}`, [itemId]);
  }

  private async posters(itemId: number): Promise<void> {
    const chosen = `waiting.file_id IN (SELECT id FROM file WHERE item_id = $1) AND waiting.kind LIKE '${waiting('%')}'`;
    await this.db.query(
      `DELETE FROM file_derivative old USING file_derivative waiting
        WHERE ${chosen} AND old.file_id = waiting.file_id AND waiting.kind = old.kind || '${waiting('')}'`,
      [itemId],
    );
    await this.db.query(
      `UPDATE file_derivative waiting SET kind = left(kind, -length('${waiting('')}')), created_at = now() WHERE ${chosen}`,
      [itemId],
    );
  }
}
