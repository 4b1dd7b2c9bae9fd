import { Injectable } from '@nestjs/common';
import type { JobPayload } from '../../contract/jobs.js';
import type { Json } from '../../contract/values.js';
import { Database } from '../../platform/database/database.js';
import { PluginHost } from '../../platform/plugins/plugin.host.js';
import { JobHandler } from '../job/job.handler.js';
import type { JobRun } from '../job/job.run.js';
import { JobService } from '../job/job.service.js';

const chunk = 200;

/** After a recipe changed: every file whose derivatives were made by another recipe is queued, a chunk at a time. */
@Injectable()
export class RebuildHandler {
  constructor(
    private readonly db: Database,
    private readonly plugins: PluginHost,
    private readonly jobs: JobService,
  ) {}

  @JobHandler('media.rebuild')
  async rebuild(payload: JobPayload<'media.rebuild'>, run: JobRun): Promise<Json> {
    const recipes = JSON.stringify(
      [...this.plugins.mediaHandlers.values()]
        .filter((handler) => payload.handler === null || handler.key === payload.handler)
        .flatMap((handler) =>
          Object.entries(handler.recipes).map(([kind, recipe]) => ({ handler: handler.key, kind, recipe })),
        ),
    );
    const at = run.checkpoint as { after: number; queued: number } | null;
    let after = at?.after ?? 0;
    let queued = at?.queued ?? 0;
    for (;;) {
      run.pause();
      const found = await this.db.transaction(async () => {
        const rows = await this.db.query<{ id: number; library_id: number; collection_id: number | null }>(
          `SELECT f.id, f.library_id, i.collection_id FROM file f LEFT JOIN item i ON i.id = f.item_id
           WHERE f.id > $1 AND EXISTS (
             SELECT 1 FROM file_derivative d JOIN jsonb_to_recordset($2) AS now (handler text, kind text, recipe text)
               ON now.handler = f.handler AND now.kind = split_part(d.kind, '-', 1)
             WHERE d.file_id = f.id AND d.recipe <> now.recipe AND d.recipe NOT LIKE 'given-%')
           ORDER BY f.id LIMIT $3`,
          [after, recipes, chunk],
        );
        for (const row of rows) {
          await this.jobs.enqueue(
            'media.derive',
            { fileId: row.id },
            { libraryId: row.library_id, collectionId: row.collection_id, key: String(row.id) },
          );
        }
        if (rows.length > 0)
          await run.save({ after: rows.at(-1)!.id, queued: queued + rows.length }, queued + rows.length);
        return rows;
      });
      if (found.length === 0) return { queued };
      after = found.at(-1)!.id;
      queued += found.length;
    }
  }
}
