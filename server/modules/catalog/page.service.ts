import { Injectable } from '@nestjs/common';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Answer, Input } from '../../contract/api/index.js';
import type { PageSource, TextLine } from '../../contract/item.page.js';
import type { Caller } from '../../contract/caller.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { type Audience, labelsOf } from '../../contract/visibility.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { stateAfterSave } from './item.writer.js';
import { ItemDetails } from './item.details.js';
import { ItemRepository } from './item.repository.js';
import type { ItemRow } from './item.row.js';
import { Outbox } from './outbox.js';
import { PageHistory } from './page.history.js';
import { positionsOf } from './page.order.js';

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
    private readonly history: PageHistory,
  ) {}

  /** Adds pages at the end of a head that the caller has locked. */
  async append(item: ItemRow, pages: NewPage[], caller: Caller): Promise<{ id: number; pid: string }[]> {
    this.db.requireTransaction('adding pages');
    if (pages.length === 0) return [];
    const rows = pages.map(({ lines: _, textLanguage: __, source, ...page }) => ({
      ...page,
      pid: newPid(),
      source: source ?? {},
    }));
    const inserted = await this.db.query<{ id: number; pid: string }>(
      `INSERT INTO page (pid, library_id, item_id, ord, label, kind, file_id, source)
       SELECT page.pid, $2, $3, last.ord + page.at, page.label, page.kind, page."fileId", page.source
       FROM (SELECT coalesce(floor(max(ord)), 0) AS ord FROM page WHERE item_id = $3 AND removed_at IS NULL) AS last,
         ROWS FROM (jsonb_to_recordset($1) AS (pid text, label text, kind text, "fileId" bigint, source jsonb))
           WITH ORDINALITY AS page (pid, label, kind, "fileId", source, at)
       RETURNING id, pid`,
      [JSON.stringify(rows), item.library_id, item.id],
    );
    const byPid = new Map(inserted.map((page) => [page.pid, page]));
    const made = rows.map(({ pid }) => byPid.get(pid)!);
    await this.putTexts(
      item,
      pages.flatMap(({ lines, textLanguage }, at) =>
        lines?.length ? [{ page: made[at]!.id, lines, language: textLanguage ?? null }] : [],
      ),
      caller,
    );
    await this.db.query(`UPDATE item SET cover_page_id = $2 WHERE id = $1 AND cover_page_id IS NULL`, [
      item.id,
      made[0]!.id,
    ]);
    await this.changed(
      item,
      caller,
      made.map(({ id }) => id),
    );
    return made;
  }

  /** A new head, or the visit that goes on, with what became of these pages, or of any. */
  private async changed(item: ItemRow, caller: Caller, pages?: number[]): Promise<number> {
    const state = stateAfterSave(item, caller);
    const number =
      (await this.history.goOn(item, state, caller)) ?? (await this.items.snapshotHead(item, state, '', caller, true));
    await this.history.record(item.id, number, pages);
    return number;
  }

  async replace(pid: string, body: PagesBody, caller: Caller): Promise<Answer<'GET /items/:item'>> {
    await this.db.transaction(async () => {
      const item = await this.items.lockOne(pid, body.version);
      const removed = await this.arrange(item, body);
      const number = await this.changed(item, caller);
      await this.audit.record(
        caller,
        'item.pages',
        { libraryId: item.library_id, kind: 'item', pid, title: item.title },
        { pages: body.pages.length, ...(removed > 0 ? { removed, kept: number - 1, made: number } : {}) },
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

  /**
   * As many statements for five thousand pages as for one; what is as it was is not written. Answers how many were taken away.
   */
  private async arrange(item: ItemRow, body: PagesBody): Promise<number> {
    const known = await this.db.query<{ id: number; pid: string; ord: number; here: boolean }>(
      `SELECT id, pid, ord, removed_at IS NULL AS here FROM page WHERE item_id = $1`,
      [item.id],
    );
    const byPid = new Map(known.map((page) => [page.pid, page]));
    const given = body.pages.flatMap((page) => (page.pid ? [page.pid] : []));
    const strange = given.find((one) => !byPid.has(one));
    if (strange) throw new Problem('page.not-found', { page: strange });
    const kept = new Set(given);
    if (kept.size !== given.length) throw new Problem('page.order');
    const files = await this.filesOf(item, body);
    const positions = positionsOf(
      body.pages.map(({ pid }) => {
        const page = pid ? byPid.get(pid)! : undefined;
        return page?.here ? page.ord : null;
      }),
    );
    const rows = body.pages.map(({ pid, file, label, kind, source }, at) => ({
      id: pid ? byPid.get(pid)!.id : null,
      pid: pid ?? newPid(),
      ord: positions[at]!,
      file: file ? files.get(file)! : null,
      ...{ label, kind, source },
    }));
    // Taken away, not deleted: an older revision may want it back, and its address never means another page.
    const gone = known.filter((page) => page.here && !kept.has(page.pid)).map((page) => page.id);
    await this.db.query(`UPDATE page SET removed_at = now(), ord = -id WHERE id = ANY ($1) AND removed_at IS NULL`, [
      gone,
    ]);
    const as = `AS row (id bigint, pid text, ord float8, file bigint, label text, kind text, source jsonb)`;
    await this.db.query(
      `UPDATE page SET ord = row.ord, label = row.label, kind = row.kind, source = row.source, removed_at = NULL,
         file_id = coalesce(row.file, page.file_id)
       FROM jsonb_to_recordset($1) ${as}
       WHERE page.id = row.id AND (page.removed_at IS NOT NULL OR (page.ord, page.label, page.kind, page.source, page.file_id)
         IS DISTINCT FROM (row.ord, row.label, row.kind, row.source, coalesce(row.file, page.file_id)))`,
      [JSON.stringify(rows.filter(({ id }) => id !== null))],
    );
    // Taken out and put in again, what was closed stays closed: a new page of the same picture has its rule.
    const closed = (part: string) =>
      `(SELECT old.${part} FROM page old WHERE old.item_id = $3 AND old.file_id = row.file AND old.${part} IS NOT NULL
         AND old.source ->> 'page' IS NOT DISTINCT FROM row.source ->> 'page' ORDER BY old.id DESC LIMIT 1)`;
    await this.db.query(
      `INSERT INTO page (pid, library_id, item_id, ord, label, kind, source, file_id, image_labels, text_labels)
       SELECT row.pid, $2, $3, row.ord, row.label, row.kind, row.source, row.file, ${closed('image_labels')}, ${closed('text_labels')}
       FROM jsonb_to_recordset($1) ${as}`,
      [JSON.stringify(rows.filter(({ id }) => id === null)), item.library_id, item.id],
    );
    if (body.cover !== undefined) {
      if (body.cover !== null && !kept.has(body.cover)) throw new Problem('page.not-found', { page: body.cover });
      await this.db.query(`UPDATE item SET cover_page_id = $2 WHERE id = $1`, [
        item.id,
        body.cover ? byPid.get(body.cover)!.id : null,
      ]);
    }
    return gone.length;
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
      await this.putTexts(item, [{ page: page.id, lines, language: null }], caller);
      await this.changed(item, caller, [page.id]);
      await this.audit.record(
        caller,
        'page.text',
        { libraryId: item.library_id, kind: 'item', pid: item.pid, title: item.title },
        { page: pagePid },
      );
      return { version: item.version + 1 };
    });
  }

  /** Each is a new row, whose page points to it; a text of nothing is none. */
  private async putTexts(
    item: ItemRow,
    texts: { page: number; lines: TextLine[]; language: string | null }[],
    caller: Caller,
  ): Promise<void> {
    if (texts.length === 0) return;
    const rows = texts.map(({ page, lines, language }) => {
      const text = lines.map((line) => line.text).join('\n');
      const written = text.trim() !== '';
      return {
        page,
        language,
        text: written ? text : null,
        lines: written ? packLines(lines).toString('base64') : null,
      };
    });
    await this.db.query(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($1) AS row (page bigint, text text, lines text, language text)),
       written AS (
         INSERT INTO page_text (library_id, item_id, page_id, text, lines, language, author_id)
         SELECT $2, $3, page, text, decode(lines, 'base64'), language, $4 FROM given WHERE text IS NOT NULL RETURNING id, page_id)
       UPDATE page SET text_id = written.id FROM given LEFT JOIN written ON written.page_id = given.page WHERE page.id = given.page`,
      [JSON.stringify(rows), item.library_id, item.id, caller.accountId],
    );
  }
}
