import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Answer } from '../../contract/api/index.js';
import type { MediaFile, UploadOutcome } from '../../contract/api/media.routes.js';
import type { Caller } from '../../contract/caller.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { hashFile } from '../../platform/storage/hashing.js';
import { Storage } from '../../platform/storage/storage.js';
import { Workshop } from '../../platform/storage/workshop.js';
import { AccessService } from '../access/access.service.js';
import { AuditService } from '../audit/audit.service.js';
import { ItemRepository } from '../catalog/item.repository.js';
import { ReleaseService, waiting } from '../catalog/release.service.js';
import { JobService } from '../job/job.service.js';
import { FileRepository, type FileRow } from './file.repository.js';
import { type Destination, IntakeService, type PageWish } from './intake.service.js';
import { readForm } from './multipart.reader.js';
import { RoomService } from './room.service.js';

/** Files of items, as those who work on them handle them. */
@Injectable()
export class MediaService {
  private readonly maxBytes: number;

  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly workshop: Workshop,
    private readonly access: AccessService,
    private readonly files: FileRepository,
    private readonly items: ItemRepository,
    private readonly release: ReleaseService,
    private readonly intake: IntakeService,
    private readonly room: RoomService,
    private readonly jobs: JobService,
    private readonly audit: AuditService,
    config: Config,
  ) {
    this.maxBytes = config.env.UPLOAD_MAX_MB * 1024 * 1024;
  }

  async uploadForm(
    itemPid: string,
    withPages: boolean,
    request: Request,
    response: Response,
    caller: Caller,
  ): Promise<Answer<'POST /items/:item/files'>> {
    const to = await this.destinationOf(itemPid);
    // What does not fit is refused before it is written. Without a length it is measured as it comes.
    const bytes = Number(request.get('content-length') ?? 0) || 0;
    return this.room.whileArriving({ libraryId: to.libraryId, accountId: caller.accountId, bytes }, (held, left) => {
      const context = {
        workshop: this.workshop,
        storage: this.storage,
        maxBytes: this.maxBytes,
        room: { held, left, assertDisk: () => this.room.assertDisk(0) },
      };
      return readForm(request, response, context, async (arrived) => {
        if (arrived.length === 0) throw new Problem('request.invalid', {}, [{ path: 'body', code: 'required' }]);
        return { files: await this.intake.take(to, arrived, caller, withPages ? arrived.map(() => ({})) : null) };
      });
    });
  }

  /** Local files by path: the demo, imports. They stay where they are. `wish` is null where no pages are wanted. */
  async storePaths(
    to: Destination,
    paths: { path: string; name: string }[],
    caller: Caller,
    wish: PageWish[] | null,
  ): Promise<UploadOutcome[]> {
    const arrived = [];
    for (const { path, name } of paths) {
      const keep = (key: string) => this.storage.putFile(key, path);
      arrived.push({ path, name, keep, ...(await hashFile(path)) });
    }
    return this.intake.take(to, arrived, caller, wish);
  }

  async destinationOf(itemPid: string): Promise<Destination> {
    const row = await this.db.one<{ library_id: number; pid: string }>(
      `SELECT library_id, library.pid FROM item JOIN library ON library.id = item.library_id WHERE item.pid = $1`,
      [itemPid],
    );
    if (!row) throw new Problem('item.not-found');
    return { libraryId: row.library_id, libraryPid: row.pid, itemPid };
  }

  async ofItem(itemPid: string): Promise<Answer<'GET /items/:item/files'>> {
    return { rows: (await this.files.ofItem(itemPid)).map((row) => this.files.view(row)) };
  }

  async get(pid: string): Promise<MediaFile> {
    return this.files.view(await this.files.byPid(pid));
  }

  /** Only what nothing shows, and no revision could bring back. Its bytes go with a later sweep. */
  async remove(pid: string, caller: Caller): Promise<{ done: true }> {
    await this.db.transaction(async () => {
      const file = await this.files.byPid(pid);
      await this.files.lockBytes([file.storage_key]);
      const used = await this.db.one(
        `SELECT 1 WHERE EXISTS (SELECT 1 FROM page WHERE file_id = $1) OR EXISTS (SELECT 1 FROM page_published WHERE file_id = $1)
           OR EXISTS (SELECT 1 FROM item_revision_page WHERE file_id = $1)`,
        [file.id],
      );
      if (used) throw new Problem('file.in-use');
      await this.db.query(`DELETE FROM file WHERE id = $1`, [file.id]);
      await this.record(caller, 'file.remove', file);
    });
    return { done: true };
  }

  async deriveAgain(pid: string, caller: Caller): Promise<{ done: true }> {
    await this.db.transaction(async () => {
      const file = await this.files.byPid(pid);
      if (file.state === 'failed') await this.files.setState(file.id, 'stored');
      const place = await this.access.scopeOf('file', pid);
      await this.jobs.enqueue(
        'media.derive',
        { fileId: file.id },
        { libraryId: file.library_id, collectionId: place?.collectionId ?? null, key: String(file.id), caller },
      );
      await this.record(caller, 'file.derive', file);
    });
    return { done: true };
  }

  /** The picture's own derivatives serve as the other's: they are copied, so that the picture may go. */
  async setPoster(pid: string, picturePid: string, caller: Caller): Promise<MediaFile> {
    const file = await this.files.byPid(pid);
    const picture = await this.files.byPid(picturePid);
    if (picture.item_id !== file.item_id || picture.library_id !== file.library_id) throw new Problem('file.not-found');
    if (picture.id === file.id) throw new Problem('request.invalid', {}, [{ path: 'body.file', code: 'same' }]);
    const from = (kind: string) => picture.derivatives.find((one) => one.kind === kind);
    const [thumbnail, medium] = [from('thumbnail'), from('medium')];
    if (!thumbnail || !medium) {
      throw new Problem(picture.state === 'ready' ? 'file.unsupported' : 'file.not-ready', {
        type: picture.media_type,
      });
    }
    const made = await Promise.all([
      this.copyDerivative(picture, 'thumbnail', file, 'thumbnail'),
      this.copyDerivative(picture, 'medium', file, 'poster'),
    ]);
    await this.db.transaction(async () => {
      const item = await this.db.one<{ pid: string }>(`SELECT pid FROM item WHERE id = $1`, [file.item_id]);
      if (item) await this.release.changedBeside(await this.items.lockOne(item.pid), caller);
      // What readers have stays until the item is published again. Asked under the item's lock: it may be passing now.
      const published = await this.db.one(`SELECT 1 FROM page_published WHERE file_id = $1 LIMIT 1`, [file.id]);
      for (const one of made) {
        await this.files.putDerivative(file, { ...one, kind: published ? waiting(one.kind) : one.kind });
      }
      await this.record(caller, 'file.poster', file);
    });
    return this.get(pid);
  }

  private async copyDerivative(from: FileRow, kind: string, to: FileRow, as: string) {
    const source = await this.db.one<{ storage_key: string; media_type: string; size: number; technical: null }>(
      `SELECT storage_key, media_type, size, technical FROM file_derivative WHERE file_id = $1 AND kind = $2`,
      [from.id, kind],
    );
    if (!source) throw new Problem('file.not-ready');
    const recipe = `given-${from.pid}`;
    const storageKey = source.storage_key.replace(/\/derived\/.*(\.[^.]+)$/, `/derived/${to.pid}/${as}-${recipe}$1`);
    await this.storage.copy(source.storage_key, storageKey);
    const { media_type: mediaType, size, technical } = source;
    return { kind: as, recipe, storageKey, mediaType, size, technical };
  }

  private async record(caller: Caller, action: string, file: FileRow): Promise<void> {
    await this.audit.record(caller, action, {
      libraryId: file.library_id,
      kind: 'file',
      pid: file.pid,
      title: file.name,
    });
  }
}
