import { Injectable } from '@nestjs/common';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type JobPayload, jobs } from '../../contract/jobs.js';
import type { MediaHandler } from '../../contract/plugin.js';
import { Problem } from '../../contract/problems.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { ApartDied } from '../../platform/apart/apart.errors.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { Storage, StorageMissing } from '../../platform/storage/storage.js';
import { Workshop } from '../../platform/storage/workshop.js';
import { Outbox } from '../catalog/outbox.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { derivedKey, FileRepository, type FileRow } from './file.repository.js';
import { MediaApart } from './media.apart.js';
import type { Keep } from './media.workspace.js';

type Kept = Parameters<Keep>[0];

/**
 * Makes what is derived from one file. Safe at any moment: objects appear whole, rows name only objects that are there,
 * and doing it again makes the same under the same names.
 */
@Injectable()
export class DeriveHandler {
  constructor(
    private readonly db: Database,
    private readonly storage: Storage,
    private readonly workshop: Workshop,
    private readonly plugins: PluginHost,
    private readonly apart: MediaApart,
    private readonly files: FileRepository,
    private readonly outbox: Outbox,
  ) {}

  @JobHandler('media.derive')
  async derive(payload: JobPayload<'media.derive'>, run: JobRun): Promise<Json> {
    const file = await this.files.byId(payload.fileId);
    if (!file) {
      await run.log('warn', 'media.file-removed');
      return null;
    }
    if (file.state !== 'ready') await this.files.setState(file.id, 'processing');
    try {
      const made = await this.workshop.inFolder((folder) => this.work(file, folder, run));
      run.pause();
      await this.close(file, 'ready');
      return { derivatives: made };
    } catch (error) {
      if (run.signal.aborted) throw error;
      const problem = asFilesOwn(error);
      const last = run.attempt >= jobs['media.derive'].attempts;
      // What is wrong with the file itself is said at once; what may mend is tried again first.
      if (problem instanceof Problem && problem.status < 500) await this.fail(file, problem);
      else if (last) await this.fail(file, problem instanceof Problem ? problem : new Problem('server.failed'));
      throw problem;
    }
  }

  private async work(file: FileRow, folder: string, run: JobRun): Promise<string[]> {
    const handler = this.handlerOf(file);
    const kinds: string[] = [];
    const total = Object.keys(handler.recipes).length;
    const work = {
      handler: handler.key,
      mediaType: file.media_type,
      size: file.size,
      path: await this.storage.localPath(file.storage_key),
      folder,
    };
    const calls = {
      keep: async (derivative: Kept) => {
        run.pause();
        // Said by a child that reads what a stranger sent: it hands over what it made in its folder and nothing else.
        if (dirname(resolve(derivative.path)) !== resolve(folder)) throw new Error('not made in its folder');
        await this.keep(file, derivative);
        kinds.push(derivative.kind);
        await run.progress(kinds.length, Math.max(total, kinds.length));
      },
      log: (level: 'info' | 'warn' | 'error', code: string, detail?: Record<string, Json>) =>
        run.log(level, code, detail),
    };
    run.pause();
    const learned = await this.apart.derive(work, calls, run.signal);
    await this.db.query(keptPlan(`UPDATE file SET technical = $2 WHERE id = $1`), [file.id, JSON.stringify(learned)]);
    await this.dropStale(file, kinds);
    return kinds;
  }

  private handlerOf(file: FileRow): MediaHandler {
    const handler = this.plugins.mediaHandlers.get(file.handler ?? '') ?? this.plugins.mediaHandlerFor(file.media_type);
    if (!handler) throw new Problem('file.unsupported', { type: file.media_type });
    return handler;
  }

  private async keep(file: FileRow, given: Kept): Promise<void> {
    if (!/^[a-z][a-z0-9]*(-\d+)?$/.test(given.kind)) throw new Error(`not a kind of derivative: ${given.kind}`);
    const storageKey = derivedKey(file.library_pid, file.pid, given.kind, given.recipe, given.mediaType);
    const { size } = await stat(given.path);
    await this.storage.putFile(storageKey, given.path, { move: true });
    await this.files.putDerivative(file, {
      kind: given.kind,
      recipe: given.recipe,
      storageKey,
      mediaType: given.mediaType,
      size,
      technical: given.technical ?? {},
    });
  }

  /** What no recipe makes any more would be served for ever. A poster that somebody chose stays. */
  private async dropStale(file: FileRow, made: string[]): Promise<void> {
    await this.db.query(
      keptPlan(`DELETE FROM file_derivative WHERE file_id = $1 AND kind <> ALL ($2) AND recipe NOT LIKE 'given-%'`),
      [file.id, made],
    );
  }

  private async fail(file: FileRow, problem: Problem): Promise<void> {
    await this.close(file, 'failed', { code: problem.code, params: problem.params as Record<string, Json> });
  }

  /** Published items that show the file look different now: their documents and manifests are made anew. */
  private async close(file: FileRow, state: 'ready' | 'failed', problem: FileRow['problem'] = null): Promise<void> {
    await this.db.transaction(async () => {
      await this.files.setState(file.id, state, problem);
      const shown = await this.db.query<{ id: number }>(
        keptPlan(
          `SELECT id FROM item WHERE id IN (SELECT item_id FROM page_published WHERE file_id = $1) ORDER BY id FOR UPDATE`,
        ),
        [file.id],
      );
      await this.outbox.touch(
        shown.map((item) => item.id),
        'change',
      );
    });
  }
}

/** What the file itself is to blame for. A file that brought down who worked on it is not given to the next one. */
function asFilesOwn(error: unknown): unknown {
  if (error instanceof StorageMissing) return new Problem('file.broken', { reason: 'lost' });
  if (error instanceof ApartDied)
    return new Problem('file.unsafe', { reason: 'died', died: error.died }, [], { cause: error });
  return error;
}
