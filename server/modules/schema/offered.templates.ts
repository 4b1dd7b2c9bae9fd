import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { ConfigFile } from '../../contract/config.file.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { may, worksIn } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AccessService } from '../access/access.service.js';
import { AuditService } from '../audit/audit.service.js';

type View = Answer<'GET /templates'>['rows'][number];

interface Row {
  id: number;
  pid: string;
  libraryId: number | null;
  library: LocalizedText | null;
  name: LocalizedText;
  description: LocalizedText;
  document: unknown;
}

/** What tells an offered template from one that comes with the platform, wherever its key stands. */
const sign = 'offered-';

const select = `
  SELECT t.id, t.pid, t.library_id AS "libraryId", l.name AS library, t.name, t.description, t.document
    FROM collection_template t LEFT JOIN library l ON l.id = t.library_id`;

/** Templates made from collections: a library's own, and those offered to every library. */
@Injectable()
export class OfferedTemplates {
  constructor(
    private readonly db: Database,
    private readonly access: AccessService,
    private readonly audit: AuditService,
  ) {}

  /** Those that a collection of this library may be made from, or of any library where the caller works. */
  async list(caller: Caller, libraryPid: string | undefined): Promise<View[]> {
    const wanted = libraryPid === undefined ? null : (await this.access.mustFind('library', libraryPid)).id;
    const rows = await this.db.query<Row>(
      `${select} WHERE t.library_id IS NULL OR $1::bigint IS NULL OR t.library_id = $1 ORDER BY t.library_id NULLS LAST, t.id`,
      [wanted],
    );
    return rows
      .filter((row) => row.libraryId === null || worksIn(caller.grants, row.libraryId))
      .map((row) => this.view(row, caller));
  }

  /** Undefined where the key is none of ours; a problem where it is, and this library may not have it. */
  async find(key: string, libraryId: number): Promise<ConfigFile | undefined> {
    if (!key.startsWith(sign)) return undefined;
    const row = await this.db.one<Row>(`${select} WHERE t.pid = $1 AND (t.library_id IS NULL OR t.library_id = $2)`, [
      key.slice(sign.length),
      libraryId,
    ]);
    if (!row) throw new Problem('template.not-found', { template: key });
    return ConfigFile.parse(row.document);
  }

  async offer(caller: Caller, libraryId: number | null, file: ConfigFile): Promise<{ key: string }> {
    const pid = newPid();
    await this.db.transaction(async () => {
      await this.db.query(
        `INSERT INTO collection_template (pid, library_id, name, description, document, created_by) VALUES ($1, $2, $3, $4, $5, $6)`,
        [pid, libraryId, file.name, file.description, file, caller.accountId],
      );
      await this.record(caller, 'template.offer', libraryId, pid, file.name);
    });
    return { key: sign + pid };
  }

  async remove(caller: Caller, pid: string): Promise<{ done: true }> {
    await this.db.transaction(async () => {
      const row = await this.db.one<Row>(`${select} WHERE t.pid = $1 FOR UPDATE OF t`, [pid]);
      if (!row) throw new Problem('template.not-found', { template: pid });
      if (row.libraryId === null) this.access.assert(caller, 'platform.edit', {}, 'template.not-found');
      else this.access.assert(caller, 'collection.create', { libraryId: row.libraryId }, 'template.not-found');
      await this.db.query('DELETE FROM collection_template WHERE id = $1', [row.id]);
      await this.record(caller, 'template.remove', row.libraryId, pid, row.name);
    });
    return { done: true };
  }

  private view(row: Row, caller: Caller): View {
    const { kind, schema } = ConfigFile.parse(row.document);
    const groupOf = (id: string) => schema.groups.find((group) => group.fields.includes(id))?.label ?? {};
    const mine =
      row.libraryId === null
        ? may(caller.grants, 'platform.edit', {})
        : may(caller.grants, 'collection.create', { libraryId: row.libraryId });
    return {
      key: sign + row.pid,
      kind,
      name: row.name,
      description: row.description,
      offered: { pid: row.pid, library: row.library, mine },
      fields: schema.fields
        .filter((field) => !field.removed)
        .map(({ id, key, label, type, required, repeatable, internal, core }) => ({
          key,
          label,
          type,
          required,
          repeatable,
          internal,
          core: core ?? null,
          group: groupOf(id),
        })),
    };
  }

  private record(caller: Caller, action: string, libraryId: number | null, pid: string, name: LocalizedText) {
    return this.audit.record(caller, action, { libraryId, kind: 'template', pid, title: localize(name, 'zh-CN') });
  }
}
