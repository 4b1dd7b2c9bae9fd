import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { stateAfterSave } from './catalog.service.js';
import { ItemDetails } from './item.details.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { Outbox } from './outbox.js';

type Links = Input<'PUT /items/:item/links'>['body']['links'];

/** Typed links from one item to others of its library; each is read from both ends. */
@Injectable()
export class LinkService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly details: ItemDetails,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
  ) {}

  async replace(
    pid: string,
    body: Input<'PUT /items/:item/links'>['body'],
    caller: Caller,
  ): Promise<Answer<'GET /items/:item'>> {
    await this.db.transaction(async () => {
      const item = await this.items.lockOne(pid, body.version);
      await this.put(item, body.links);
      await this.items.snapshotHead(item, stateAfterSave(item, caller), '', caller);
      if (item.published_revision !== null) await this.outbox.touch([item.id]);
      await this.audit.record(
        caller,
        'item.links',
        { libraryId: item.library_id, kind: 'item', pid, title: item.title },
        { links: body.links.length },
      );
    });
    return this.details.of(await this.items.byPid(pid), caller);
  }

  async put(item: ItemRow, links: Links): Promise<void> {
    this.db.requireTransaction('writing links');
    const targets = await this.db.query<{ id: number; pid: string }>(
      `SELECT id, pid FROM item WHERE pid = ANY ($1) AND library_id = $2 AND id <> $3`,
      [links.map((link) => link.to), item.library_id, item.id],
    );
    const byPid = new Map(targets.map((row) => [row.pid, row.id]));
    const strange = links.find((link) => !byPid.has(link.to));
    if (strange) throw new Problem('item.not-found', { item: strange.to });
    await this.db.query(`DELETE FROM item_link WHERE from_item_id = $1`, [item.id]);
    await this.db.query(
      `INSERT INTO item_link (library_id, from_item_id, to_item_id, kind, ord, note)
       SELECT $1, $2, link.target, link.kind, link.ord, link.note
       FROM jsonb_to_recordset($3) AS link (target bigint, kind text, ord int, note text) ON CONFLICT DO NOTHING`,
      [
        item.library_id,
        item.id,
        JSON.stringify(links.map((link, ord) => ({ ...link, target: byPid.get(link.to), ord }))),
      ],
    );
  }
}
