import { Injectable } from '@nestjs/common';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Answer, Input } from '../../contract/api/index.js';
import type { PageSource, TextLine } from '../../contract/api/catalog.routes.js';
import type { Caller } from '../../contract/caller.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { type Audience, labelsOf } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { stateAfterSave } from './catalog.service.js';
import { ItemDetails } from './item.details.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { Outbox } from './outbox.js';

type PagesBody = Input<'PUT /items/:item/pages'>['body'];

/** A page as uploads, imports and the demo bring it. */
export interface NewPage {
  fileId: number | null;
  label: string;
  kind: PagesBody['pages'][number]['kind'];
  source?: PageSource;
  lines?: TextLine[];
  textLanguage?: string;
}

/** Boxes are only read with their page: compressed they cost a tenth, and search never looks at them. */
export function packLines(lines: TextLine[]): Buffer {
  return gzipSync(JSON.stringify(lines));
}

export function unpackLines(packed: Buffer | null): TextLine[] {
  return packed ? (JSON.parse(gunzipSync(packed).toString()) as TextLine[]) : [];
}

/** The pages of the head: order, labels, kinds, and their texts. Readers go on seeing the published ones. */
@Injectable()
export class PageService {
  constructor(
    private readonly db: Database,
    private readonly items: ItemRepository,
    private readonly details: ItemDetails,
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
  ) {}

  /** Adds pages at the end of a head that the caller has locked; one revision for all of them. */
  async append(item: ItemRow, pages: NewPage[], caller: Caller): Promise<{ id: number; pid: string }[]> {
    this.db.requireTransaction('adding pages');
    const last = await this.db.one<{ ord: number | null }>(
      `SELECT max(ord) AS ord FROM page WHERE item_id = $1 AND removed_at IS NULL`,
      [item.id],
    );
    let ord = last?.ord ?? 0;
    const made: { id: number; pid: string }[] = [];
    for (const page of pages) {
      const row = await this.db.one<{ id: number; pid: string }>(
        `INSERT INTO page (pid, library_id, item_id, ord, label, kind, file_id, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id, pid`,
        [
          newPid(),
          item.library_id,
          item.id,
          ++ord,
          page.label,
          page.kind,
          page.fileId,
          JSON.stringify(page.source ?? {}),
        ],
      );
      if (page.lines?.length) await this.putText(item, row!.id, page.lines, page.textLanguage ?? null, caller);
      made.push(row!);
    }
    if (made.length > 0) {
      await this.db.query(`UPDATE item SET cover_page_id = $2 WHERE id = $1 AND cover_page_id IS NULL`, [
        item.id,
        made[0]!.id,
      ]);
      await this.items.snapshotHead(item, stateAfterSave(item, caller), '', caller);
    }
    return made;
  }

  async replace(pid: string, body: PagesBody, caller: Caller): Promise<Answer<'GET /items/:item'>> {
    await this.db.transaction(async () => {
      const item = await this.items.lockOne(pid, body.version);
      await this.arrange(item, body);
      await this.items.snapshotHead(item, stateAfterSave(item, caller), '', caller);
      await this.audit.record(
        caller,
        'item.pages',
        { libraryId: item.library_id, kind: 'item', pid, title: item.title },
        { pages: body.pages.length },
      );
    });
    return this.details.of(await this.items.byPid(pid), caller);
  }

  /**
   * In force at once, also for the pages that readers see, be they removed from the head or not: like the item's own rule it is policy, no part of a revision.
   * Null lets the item's rule hold again.
   */
  async setVisibility(
    pid: string,
    { version, pages, visibility }: Input<'PUT /items/:item/pages/visibility'>['body'],
    caller: Caller,
  ): Promise<Answer<'GET /items/:item'>> {
    await this.db.transaction(async () => {
      const item = await this.items.lockOne(pid, version);
      const labels = (audiences: Audience[] | null) => audiences && labelsOf(audiences, item.library_id);
      const set = [labels(visibility.image), labels(visibility.text)];
      const touched = await this.db.query<{ pid: string }>(
        `UPDATE page SET image_labels = $3, text_labels = $4 WHERE item_id = $1 AND pid = ANY ($2)
           AND (removed_at IS NULL OR EXISTS (SELECT 1 FROM page_published shown WHERE shown.page_id = page.id)) RETURNING pid`,
        [item.id, pages, ...set],
      );
      const found = new Set(touched.map((page) => page.pid));
      const strange = pages.find((page) => !found.has(page));
      if (strange) throw new Problem('page.not-found', { page: strange });
      await this.db.query(
        `UPDATE page_published SET image_labels = $3, text_labels = $4 WHERE item_id = $1 AND pid = ANY ($2)`,
        [item.id, pages, ...set],
      );
      await this.db.query(`UPDATE item SET version = version + 1, updated_at = now(), updated_by = $2 WHERE id = $1`, [
        item.id,
        caller.accountId,
      ]);
      if (item.published_revision !== null) await this.outbox.touch([item.id], 'visibility');
      await this.audit.record(
        caller,
        'page.visibility',
        { libraryId: item.library_id, kind: 'item', pid, title: item.title },
        { pages: pages.length, visibility },
      );
    });
    return this.details.of(await this.items.byPid(pid), caller);
  }

  private async arrange(item: ItemRow, body: PagesBody): Promise<void> {
    const known = await this.db.query<{ id: number; pid: string }>(`SELECT id, pid FROM page WHERE item_id = $1`, [
      item.id,
    ]);
    const byPid = new Map(known.map((page) => [page.pid, page.id]));
    const given = body.pages.flatMap((page) => (page.pid ? [page.pid] : []));
    const strange = given.find((one) => !byPid.has(one));
    if (strange) throw new Problem('page.not-found', { page: strange });
    if (new Set(given).size !== given.length) throw new Problem('page.order');
    const files = await this.filesOf(item, body);
    const kept = new Set(given);
    const gone = known.filter((page) => !kept.has(page.pid)).map((page) => page.id);
    // Taken away, not deleted: an older revision may want it back, and its address never means another page.
    await this.db.query(`UPDATE page SET removed_at = coalesce(removed_at, now()), ord = -id WHERE id = ANY ($1)`, [
      gone,
    ]);
    for (const [at, page] of body.pages.entries()) {
      const fileId = page.file ? files.get(page.file)! : null;
      if (page.pid) {
        await this.db.query(
          `UPDATE page SET ord = $2, label = $3, kind = $4, source = $5, removed_at = NULL, file_id = coalesce($6, file_id) WHERE id = $1`,
          [byPid.get(page.pid), at + 1, page.label, page.kind, JSON.stringify(page.source), fileId],
        );
      } else {
        // Taken out and put in again, what was closed stays closed: a new page of the same picture has its rule.
        const closed = (part: string) =>
          `(SELECT old.${part} FROM page old WHERE old.item_id = $3 AND old.file_id = $8 AND old.${part} IS NOT NULL
             AND old.source ->> 'page' IS NOT DISTINCT FROM $7::jsonb ->> 'page' ORDER BY old.id DESC LIMIT 1)`;
        await this.db.query(
          `INSERT INTO page (pid, library_id, item_id, ord, label, kind, source, file_id, image_labels, text_labels)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, ${closed('image_labels')}, ${closed('text_labels')})`,
          [newPid(), item.library_id, item.id, at + 1, page.label, page.kind, JSON.stringify(page.source), fileId],
        );
      }
    }
    if (body.cover !== undefined) {
      if (body.cover !== null && !kept.has(body.cover)) throw new Problem('page.not-found', { page: body.cover });
      await this.db.query(`UPDATE item SET cover_page_id = $2 WHERE id = $1`, [
        item.id,
        body.cover ? byPid.get(body.cover) : null,
      ]);
    }
  }

  private async filesOf(item: ItemRow, body: PagesBody): Promise<Map<string, number>> {
    const wanted = [...new Set(body.pages.flatMap((page) => (page.file ? [page.file] : [])))];
    const rows = await this.db.query<{ id: number; pid: string }>(
      `SELECT id, pid FROM file WHERE pid = ANY ($1) AND item_id = $2`,
      [wanted, item.id],
    );
    const byPid = new Map(rows.map((row) => [row.pid, row.id]));
    const strange = wanted.find((one) => !byPid.has(one));
    if (strange) throw new Problem('file.not-found', { file: strange });
    return byPid;
  }

  /** Brings the pages back to what they were in a revision. */
  async restore(itemId: number, number: number): Promise<void> {
    this.db.requireTransaction('restoring pages');
    await this.db.query(`UPDATE page SET removed_at = coalesce(removed_at, now()), ord = -id WHERE item_id = $1`, [
      itemId,
    ]);
    await this.db.query(
      `UPDATE page SET ord = old.ord, label = old.page ->> 'label', kind = old.page ->> 'kind', file_id = (old.page ->> 'file')::bigint,
         source = old.page -> 'source', text_id = (old.page ->> 'text')::bigint, removed_at = NULL
       FROM (SELECT page, ord FROM item_revision, jsonb_array_elements(pages) WITH ORDINALITY AS entry (page, ord) WHERE item_id = $1 AND number = $2) AS old
       WHERE page.item_id = $1 AND page.id = (old.page ->> 'id')::bigint`,
      [itemId, number],
    );
  }

  async text(itemPid: string, pagePid: string): Promise<Answer<'GET /items/:item/pages/:page/text'>> {
    const row = await this.db.one<{
      text: string | null;
      lines: Buffer | null;
      source: string | null;
      created_at: Date | null;
      author: string | null;
    }>(
      `SELECT page_text.text, page_text.lines, page_text.source, page_text.created_at, account.name AS author
       FROM page JOIN item ON item.id = page.item_id LEFT JOIN page_text ON page_text.id = page.text_id LEFT JOIN account ON account.id = page_text.author_id
       WHERE page.pid = $1 AND item.pid = $2`,
      [pagePid, itemPid],
    );
    if (!row) throw new Problem('page.not-found');
    return {
      text: row.text ?? '',
      lines: unpackLines(row.lines),
      source: row.source ?? 'supplied',
      updatedAt: row.created_at?.toISOString() ?? null,
      author: row.author,
    };
  }

  async writeText(
    itemPid: string,
    pagePid: string,
    version: number,
    lines: TextLine[],
    caller: Caller,
  ): Promise<{ version: number }> {
    return this.db.transaction(async () => {
      const item = await this.items.lockOne(itemPid, version);
      const page = await this.db.one<{ id: number }>(
        `SELECT id FROM page WHERE pid = $1 AND item_id = $2 AND removed_at IS NULL`,
        [pagePid, item.id],
      );
      if (!page) throw new Problem('page.not-found');
      await this.putText(item, page.id, lines, null, caller);
      await this.items.snapshotHead(item, stateAfterSave(item, caller), '', caller);
      await this.audit.record(
        caller,
        'page.text',
        { libraryId: item.library_id, kind: 'item', pid: item.pid, title: item.title },
        { page: pagePid },
      );
      return { version: item.version + 1 };
    });
  }

  private async putText(
    item: ItemRow,
    pageId: number,
    lines: TextLine[],
    language: string | null,
    caller: Caller,
  ): Promise<void> {
    const text = lines.map((line) => line.text).join('\n');
    if (text.trim() === '') {
      await this.db.query(`UPDATE page SET text_id = NULL WHERE id = $1`, [pageId]);
      return;
    }
    await this.db.query(
      `WITH written AS (
         INSERT INTO page_text (library_id, item_id, page_id, text, lines, language, author_id) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id)
       UPDATE page SET text_id = (SELECT id FROM written) WHERE id = $3`,
      [item.library_id, item.id, pageId, text, packLines(lines), language, caller.accountId],
    );
  }
}
