import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Server, type ServerOptions } from '@tus/server';
import { apiPrefix, type Answer } from '../../contract/api/index.js';
import type { UploadOutcome } from '../../contract/api/media.routes.js';
import type { Caller } from '../../contract/caller.js';
import { isPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { problemBody, asProblem } from '../../platform/http/problem.filter.js';
import { assertWhole } from '../../platform/http/request.edge.js';
import { log } from '../../platform/log/log.js';
import { levelOfStatus } from '../../platform/log/status.level.js';
import { hashFile } from '../../platform/storage/hashing.js';
import { storageProblem } from '../../platform/storage/storage.errors.js';
import { type Arrivals, Storage } from '../../platform/storage/storage.js';
import { AccessService } from '../access/access.service.js';
import { cleanName } from './file.name.js';
import { IntakeService } from './intake.service.js';
import { RoomService } from './room.service.js';
import { UploadLocker } from './upload.locker.js';
import { newUploadToken, UploadRepository, type UploadRow } from './upload.repository.js';

const finishLeaseSeconds = 15;
const finishBeatMs = 4000;
const finishPollMs = 250;
const finishPatienceMs = 120_000;
const diskAskMs = 300;

type TusRequest = Parameters<NonNullable<ServerOptions['onUploadFinish']>>[0];

/** Resumable uploads: tus carries the bytes, this says whose they are and what they become. */
@Injectable()
export class UploadService {
  private readonly arrivals: Arrivals;
  private readonly server: Server;
  private readonly locker: UploadLocker;
  private readonly maxBytes: number;

  constructor(
    private readonly db: Database,
    @Inject(Storage) private readonly storage: Storage,
    private readonly access: AccessService,
    private readonly uploads: UploadRepository,
    private readonly intake: IntakeService,
    private readonly room: RoomService,
    config: Config,
  ) {
    this.maxBytes = config.env.UPLOAD_MAX_MB * 1024 * 1024;
    this.arrivals = storage.arrivals();
    this.locker = new UploadLocker(uploads);
    const path = `${apiPrefix}/uploads`;
    this.server = new Server({
      path,
      datastore: this.arrivals.tus,
      locker: this.locker,
      maxSize: this.maxBytes,
      allowedOrigins: [config.env.publicUrl],
      generateUrl: (_, { id }) => `${path}/${id.split('/').at(-1)}`,
      getFileIdFromRequest: (_, token) => (token ? this.arrivals.idOf(token) : undefined),
      namingFunction: (request) => this.arrivals.idOf(tokenOf(request)),
      onUploadFinish: async (request) => this.answer(tokenOf(request)),
      onResponseError: (_, error) => this.tell(error),
    });
  }

  /** The row first: a file that grows without one would belong to nobody. */
  async begin(request: Request, response: Response, caller: Caller): Promise<void> {
    const metadata = parse(request.get('upload-metadata'));
    const size = Number(request.get('upload-length'));
    const itemPid = metadata['item'] ?? '';
    if (!isPid(itemPid))
      throw new Problem('request.invalid', { where: 'upload-metadata' }, [{ path: 'item', code: 'pid' }]);
    const place = await this.access.assertOn(caller, 'file.upload', 'item', itemPid);
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new Problem('request.invalid', {}, [{ path: 'upload-length', code: 'required' }]);
    }
    if (size === 0) throw new Problem('file.empty');
    if (size > this.maxBytes) throw new Problem('file.too-large', { maxBytes: this.maxBytes });
    const token = newUploadToken();
    // What is announced takes its room now, and gives it back when it is given up or nobody comes back to it.
    await this.room.hold({ libraryId: place.libraryId!, accountId: caller.accountId, bytes: size }, () =>
      this.uploads.create({
        token,
        libraryId: place.libraryId!,
        itemId: place.id,
        accountId: caller.accountId!,
        name: cleanName(metadata['filename'] ?? metadata['name'] ?? ''),
        size,
        withPage: metadata['page'] !== 'none',
      }),
    );
    await this.pass(request, response, token);
    if (response.statusCode >= 400) await this.uploads.remove(token);
  }

  async go(token: string, request: Request, response: Response, caller: Caller): Promise<void> {
    let row = await this.mine(token, caller);
    // A server may have died between the last byte and the answer. What was finished is told once more.
    if (request.method === 'HEAD' && row.state === 'receiving' && (await this.offset(row)) === row.size) {
      await this.finish(token);
      row = await this.mine(token, caller);
    }
    if (row.state !== 'receiving') {
      response.set({ 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' });
      response.set({ 'Upload-Offset': String(row.size), 'Upload-Length': String(row.size) });
      response.status(request.method === 'HEAD' ? 200 : 409).end();
      return;
    }
    if (request.method === 'PATCH') await this.room.assertDisk(Number(request.get('content-length') ?? 0) || 0);
    await this.pass(request, response, token);
    if (request.method === 'DELETE' && response.statusCode < 300) await this.uploads.remove(token);
  }

  async result(token: string, caller: Caller): Promise<Answer<'GET /uploads/:upload/result'>> {
    const before = await this.mine(token, caller);
    const offset = before.state === 'receiving' ? await this.offset(before) : before.size;
    if (before.state === 'receiving' && offset === before.size) await this.finish(token);
    const row = await this.mine(token, caller);
    return { state: row.state, offset, size: row.size, result: row.outcome };
  }

  /**
   * Makes a file of what has arrived. Any number of calls, on any number of servers, make one: the row is locked and
   * asked again inside the transaction that writes the file.
   */
  async finish(token: string): Promise<UploadOutcome> {
    const owner = randomUUID();
    const until = Date.now() + finishPatienceMs;
    while (!(await this.uploads.takeFinish(token, owner, finishLeaseSeconds))) {
      const row = await this.uploads.find(token);
      if (!row) throw new Problem('upload.not-found');
      if (row.outcome) return row.outcome;
      if (Date.now() > until) throw new Problem('server.unavailable', { retryAfter: 5 });
      await pause(finishPollMs);
    }
    const heart = setInterval(() => {
      void this.uploads.takeFinish(token, owner, finishLeaseSeconds).catch((error: unknown) => {
        log.warn({ err: error }, 'finishing an upload');
      });
    }, finishBeatMs);
    try {
      return await this.finishAlone(token);
    } finally {
      clearInterval(heart);
      await this.uploads.dropFinish(token, owner);
    }
  }

  private async finishAlone(token: string): Promise<UploadOutcome> {
    const row = await this.uploads.find(token);
    if (!row) throw new Problem('upload.not-found');
    if (row.outcome) return row.outcome;
    await this.putTogether(row);
    const key = this.arrivals.keyOf(token);
    const path = await this.storage.localPath(key);
    const { size, sha256 } = await hashFile(path);
    const arrived = {
      path,
      name: row.name,
      size,
      sha256,
      held: token,
      keep: (to: string) => this.storage.copy(key, to),
    };
    const to = { libraryId: row.library_id, libraryPid: row.library_pid, itemPid: row.item_pid };
    let done: UploadOutcome | undefined;
    try {
      const owner = await this.ownerOf(row);
      await this.intake.take(to, [arrived], owner, row.with_page ? [{}] : null, async ([outcome]) => {
        const locked = await this.uploads.lock(token);
        if (!locked || locked.outcome) throw new AlreadyFinished();
        await this.uploads.close(token, outcome!);
        done = outcome;
      });
    } catch (error) {
      if (!(error instanceof AlreadyFinished)) throw error;
    }
    await this.removeBytes(token);
    const outcome = done ?? (await this.uploads.find(token))?.outcome;
    if (!outcome) throw new Problem('upload.not-found');
    return outcome;
  }

  private async putTogether({ token, size }: UploadRow): Promise<void> {
    if (await this.arrivals.isWhole(token)) return;
    const lock = this.locker.newLock(this.arrivals.idOf(token));
    const busy = new Problem('server.unavailable', { retryAfter: 5 });
    await lock
      .lock(new AbortController().signal, () => {})
      .catch((error: unknown) => {
        throw error instanceof Error ? error : busy;
      });
    try {
      // Whoever held it may have done it.
      if (!(await this.arrivals.isWhole(token))) await this.arrivals.putTogether(token, size);
    } finally {
      await lock.unlock();
    }
  }

  /** Gives up an upload that nobody came back to, or ends one whose last answer was lost. */
  async settleAbandoned(row: UploadRow): Promise<'finished' | 'removed'> {
    if ((await this.offset(row)) === row.size) {
      await this.finish(row.token);
      return 'finished';
    }
    await this.giveUp(row.token);
    return 'removed';
  }

  async giveUp(token: string): Promise<void> {
    await this.removeBytes(token);
    await this.uploads.remove(token);
  }

  private async answer(token: string) {
    const outcome = await this.finish(token);
    return {
      // 204 has no body, and what became of the file is to be said.
      status_code: 200,
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
      body: JSON.stringify(outcome),
    };
  }

  /** Uploads are their owner's: others are told that there is none. */
  private async mine(token: string, caller: Caller): Promise<UploadRow> {
    const row = await this.uploads.find(token);
    if (!row || row.account_id !== caller.accountId) throw new Problem('upload.not-found');
    this.access.assert(
      caller,
      'file.upload',
      { libraryId: row.library_id, collectionId: row.collection_id },
      'upload.not-found',
    );
    return row;
  }

  private async ownerOf(row: UploadRow): Promise<Caller> {
    const account = await this.db.one<{ pid: string; name: string }>(`SELECT pid, name FROM account WHERE id = $1`, [
      row.account_id,
    ]);
    return {
      accountId: row.account_id,
      accountPid: account?.pid ?? null,
      name: account?.name ?? '',
      // Checked when the upload began and with every part; finishing asks for nothing more.
      grants: [{ role: 'cataloger', libraryId: row.library_id, collectionId: row.collection_id }],
      labels: ['public'],
      ip: null,
      requestId: `upload-${row.token.slice(0, 8)}`,
      locale: 'zh-CN',
      siteLibraryId: null,
    };
  }

  private async offset(row: UploadRow): Promise<number> {
    const upload = await this.arrivals.tus.getUpload(this.arrivals.idOf(row.token)).catch(() => undefined);
    return upload?.offset ?? 0;
  }

  private async removeBytes(token: string): Promise<void> {
    await this.arrivals.tus.remove(this.arrivals.idOf(token)).catch(() => undefined);
    // A finished upload of a bucket is an object like any other.
    await this.storage.remove(this.arrivals.keyOf(token)).catch((error: unknown) => log.warn({ err: error }, 'upload'));
  }

  private async pass(request: Request, response: Response, token: string): Promise<void> {
    tokens.set(request, token);
    // Others write as well, and not all that was announced is there yet: whoever sends is cut off before the disk is full,
    // keeps what has arrived, and hears why when they go on.
    const watch = setInterval(() => {
      if (!request.complete) void this.room.assertDisk(0).catch(() => request.destroy());
    }, diskAskMs);
    try {
      await this.server.handle(request, response);
    } finally {
      clearInterval(watch);
    }
  }

  /** The store of tus says that it could not write, and not why. */
  private async problemOf(error: Error | { status_code: number; body: string }): Promise<Problem> {
    if (error instanceof Error) return asProblem(storageProblem(error));
    return this.room.assertDisk(0).then(
      () => new Problem('storage.unavailable'),
      (full: unknown) => asProblem(storageProblem(full)),
    );
  }

  private async tell(
    error: Error | { status_code: number; body: string },
  ): Promise<{ status_code: number; body: string }> {
    if ('status_code' in error && typeof error.status_code === 'number' && error.status_code < 500) {
      return { status_code: error.status_code, body: error.body };
    }
    const problem = await this.problemOf(error);
    if (problem.status >= 500) log[levelOfStatus(problem.status)]({ err: problem.cause ?? error }, 'upload');
    return { status_code: problem.status, body: JSON.stringify(problemBody(problem)) };
  }
}

class AlreadyFinished extends Error {}

/** Which upload a request is about: tus sees a request of its own kind around the one of Express. */
const tokens = new WeakMap<object, string>();

function tokenOf(request: TusRequest): string {
  const inner = request.runtime?.node?.req;
  const token = inner && tokens.get(inner);
  if (!token) throw new Error('a tus request without its upload');
  return token;
}

/** `key base64, key base64`, as tus writes it. */
function parse(header: string | undefined): Record<string, string | undefined> {
  const pairs = (header ?? '').split(',').map((pair) => pair.trim().split(/ +/));
  const given: Record<string, string | undefined> = Object.create(null);
  for (const [key, value] of pairs.slice(0, 50)) {
    const text = Buffer.from(value ?? '', 'base64').toString('utf8');
    assertWhole(text);
    if (key) given[key] = text;
  }
  return given;
}
