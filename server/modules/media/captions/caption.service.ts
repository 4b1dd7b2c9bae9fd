import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import type { Caption } from '../../../contract/api/caption.routes.js';
import type { Answer, Input } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import { newPid } from '../../../contract/pid.js';
import { Problem } from '../../../contract/problems.js';
import { Database } from '../../../platform/database/database.js';
import { PluginHost } from '../../../platform/plugins/plugin.host.js';
import { Storage } from '../../../platform/storage/storage.js';
import { Workshop } from '../../../platform/storage/workshop.js';
import { type AuditSubject, AuditService } from '../../audit/audit.service.js';
import { ItemRepository } from '../../catalog/item.repository.js';
import { ReleaseService } from '../../catalog/release.service.js';
import { sendBytes, setByteHeaders } from '../byte.response.js';
import { FileRepository, type FileRow } from '../file.repository.js';
import { MayOpen, type Opened } from '../may.open.js';
import { readForm } from '../multipart.reader.js';
import { captionsOf } from './caption.text.js';

/** Ten hours of talk are a megabyte. */
const maxBytes = 4 * 1024 * 1024;

interface CaptionRow {
  pid: string;
  kind: Caption['kind'];
  language: string;
  label: string;
  cues: number;
  created_at: Date;
}

const columns = `pid, kind, language, label, cues, created_at`;

/** Captions belong to a file as its poster does: no part of a revision, and readers have them once the item is published. */
@Injectable()
export class CaptionService {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly workshop: Workshop,
    private readonly plugins: PluginHost,
    private readonly files: FileRepository,
    private readonly mayOpen: MayOpen,
    private readonly items: ItemRepository,
    private readonly release: ReleaseService,
    private readonly audit: AuditService,
  ) {}

  async list(filePid: string): Promise<Answer<'GET /files/:file/captions'>> {
    const file = await this.files.byPid(filePid);
    const rows = await this.db.query<CaptionRow>(
      `SELECT ${columns} FROM caption WHERE file_id = $1 AND removed_at IS NULL ORDER BY id`,
      [file.id],
    );
    return { rows: rows.map(view) };
  }

  async add(
    filePid: string,
    { language, kind, label }: Input<'POST /files/:file/captions'>['query'],
    request: Request,
    response: Response,
    caller: Caller,
  ): Promise<Caption> {
    const file = await this.files.byPid(filePid);
    const resource = file.handler === null ? undefined : this.plugins.mediaHandlers.get(file.handler)?.resource;
    if (resource !== 'Sound' && resource !== 'Video') throw new Problem('caption.not-here');
    const context = { workshop: this.workshop, storage: this.storage, maxBytes };
    const { vtt, cues } = await readForm(request, response, context, async ([sent]) => {
      if (!sent) throw new Problem('request.invalid', {}, [{ path: 'body', code: 'required' }]);
      if (sent.problem) throw sent.problem;
      return captionsOf(await readFile(sent.path), language);
    });
    return this.db.transaction(async () => {
      await this.changing(file, caller);
      // A new id for what is new: readers keep the old text under the old address until the next publication.
      await this.drop(`file_id = $1 AND language = $2 AND kind = $3`, [file.id, language, kind]);
      const row = await this.db.one<CaptionRow>(
        `INSERT INTO caption (pid, library_id, file_id, kind, language, label, vtt, cues, created_by, published_at)
         -- What belongs to no item waits for no publication.
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $10 THEN now() END) RETURNING ${columns}`,
        [newPid(), file.library_id, file.id, kind, language, label, vtt, cues, caller.accountId, file.item_id === null],
      );
      await this.record(file, 'file.caption', caller, language);
      return view(row!);
    });
  }

  async remove(filePid: string, captionPid: string, caller: Caller): Promise<{ done: true }> {
    const file = await this.files.byPid(filePid);
    await this.db.transaction(async () => {
      await this.changing(file, caller);
      const [gone] = await this.drop(`file_id = $1 AND pid = $2`, [file.id, captionPid]);
      if (!gone) throw new Problem('caption.not-found');
      await this.record(file, 'file.caption-remove', caller, gone.language);
    });
    return { done: true };
  }

  async sendOfFile(file: string, caption: string, request: Request, response: Response, caller: Caller): Promise<void> {
    setByteHeaders(response, false);
    await this.send(await this.mayOpen.file(caller, file, 'text'), caption, request, response);
  }

  async sendOfPage(page: string, caption: string, request: Request, response: Response, caller: Caller): Promise<void> {
    setByteHeaders(response, false);
    await this.send(await this.mayOpen.page(caller, page, 'text', 'play'), caption, request, response);
  }

  private async send(opened: Opened, pid: string, request: Request, response: Response): Promise<void> {
    const row = await this.db.one<{ vtt: string; published: boolean }>(
      `SELECT caption.vtt, caption.published_at IS NOT NULL AS published FROM caption JOIN file ON file.id = caption.file_id
        WHERE caption.pid = $1 AND file.pid = $2`,
      [pid, opened.file.pid],
    );
    if (!row || !(row.published || opened.staff)) throw new Problem('caption.not-found');
    const bytes = Buffer.from(row.vtt);
    await sendBytes(request, response, {
      public: opened.public && row.published,
      etag: `"${pid}"`,
      mediaType: 'text/vtt; charset=utf-8',
      size: bytes.length,
      open: (range) => Promise.resolve(Readable.from([range ? bytes.subarray(range.start, range.end + 1) : bytes])),
    });
  }

  /** The item under its lock, so that two who send the same at once do not meet; and it has something to publish now. */
  private async changing(file: FileRow, caller: Caller): Promise<void> {
    const item = await this.db.one<{ pid: string }>(`SELECT pid FROM item WHERE id = $1`, [file.item_id]);
    if (item) await this.release.changedBeside(await this.items.lockOne(item.pid), caller);
  }

  /** Takes captions out of the head. What readers have stays until the next publication; what they have not is gone at once. */
  private drop(where: string, parameters: unknown[]): Promise<{ language: string }[]> {
    const read = `(published_at IS NOT NULL AND EXISTS (SELECT 1 FROM page_published shown WHERE shown.file_id = caption.file_id))`;
    return this.db.query(
      `WITH gone AS (UPDATE caption SET removed_at = now() WHERE ${where} AND removed_at IS NULL AND ${read} RETURNING language),
         never AS (DELETE FROM caption WHERE ${where} AND removed_at IS NULL AND NOT ${read} RETURNING language)
       SELECT language FROM gone UNION ALL SELECT language FROM never`,
      parameters,
    );
  }

  private record(file: FileRow, action: string, caller: Caller, language: string): Promise<void> {
    const subject: AuditSubject = { libraryId: file.library_id, kind: 'file', pid: file.pid, title: file.name };
    return this.audit.record(caller, action, subject, { language });
  }
}

function view(row: CaptionRow): Caption {
  const { pid, kind, language, label, cues } = row;
  return { pid, kind, language, label, cues, createdAt: row.created_at.toISOString() };
}
