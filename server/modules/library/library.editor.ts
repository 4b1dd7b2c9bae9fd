import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { LibraryBrand } from '../../contract/api/library.routes.js';
import type { Caller } from '../../contract/caller.js';
import { may } from '../../contract/permissions.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { labelsOf } from '../../contract/visibility.js';
import { Config } from '../../platform/config.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { LibraryDirectory } from './library.directory.js';
import { type LibraryRow, librarySelect, networkOf } from './library.row.js';
import { LibraryService } from './library.service.js';

type Body = Input<'PATCH /libraries/:library'>['body'];
type View = Answer<'PATCH /libraries/:library'>;

/** How a column is written from what was sent: its SQL type, and its value. */
const columns: {
  [K in keyof Body]?: { column: string; type: string; value(given: NonNullable<Body[K]>, id: number): unknown };
} = {
  slug: { column: 'slug', type: 'text', value: (given) => given },
  name: { column: 'name', type: 'jsonb', value: (given) => JSON.stringify(given) },
  description: { column: 'description', type: 'jsonb', value: (given) => JSON.stringify(given) },
  brand: { column: 'brand', type: 'jsonb', value: (given) => JSON.stringify(given) },
  audiences: { column: 'labels', type: 'text[]', value: (given, id) => labelsOf(given, id) },
  campusRanges: { column: 'campus_ranges', type: 'cidr[]', value: (given) => [...new Set(given.map(networkOf))] },
  terminalRanges: { column: 'terminal_ranges', type: 'cidr[]', value: (given) => [...new Set(given.map(networkOf))] },
  quotaBytes: { column: 'quota_bytes', type: 'bigint', value: (given) => given },
  state: { column: 'state', type: 'text', value: (given) => given },
};

const byPlatformAlone = ['slug', 'hosts', 'quotaBytes', 'state'] as const;

/** What decides who sees what is the library's. */
const whoSees = ['state', 'audiences', 'campusRanges', 'terminalRanges'] as const;

function isUnique(error: unknown, constraint: string): boolean {
  return (error as { constraint?: string } | null)?.constraint === constraint;
}

/** Taking in a library, and changing one; every change is a version and a line in the audit log. */
@Injectable()
export class LibraryEditor {
  private readonly portal: string;

  constructor(
    private readonly database: Database,
    private readonly libraries: LibraryService,
    private readonly directory: LibraryDirectory,
    private readonly audit: AuditService,
    private readonly changes: ChangeService,
    config: Config,
  ) {
    this.portal = new URL(config.env.publicUrl).hostname;
  }

  async create(caller: Caller, { body }: Input<'POST /libraries'>): Promise<View> {
    const pid = newPid();
    await this.write(async () => {
      const row = await this.database.one<{ id: number }>(
        `INSERT INTO library (pid, slug, name, description, brand, quota_bytes)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
        [
          pid,
          body.slug,
          JSON.stringify(body.name),
          JSON.stringify(body.description),
          JSON.stringify(body.brand),
          body.quotaBytes,
        ],
      );
      await this.checkBrand(row!.id, body.brand);
      await this.setHosts(row!.id, body.hosts);
      const subject = { libraryId: row!.id, kind: 'library', pid, title: body.slug };
      await this.audit.record(caller, 'library.create', subject, { name: body.name, hosts: body.hosts });
      await this.changes.append('publication', { subject: 'library', libraryId: row!.id, pid });
    });
    return this.libraries.settings({ params: { library: pid }, query: undefined, body: undefined });
  }

  async change(caller: Caller, { params, body }: Input<'PATCH /libraries/:library'>): Promise<View> {
    const platform = byPlatformAlone.filter((key) => body[key] !== undefined);
    if (platform.length > 0 && !may(caller.grants, 'platform.edit', {})) throw new Problem('access.denied');
    await this.write(async () => {
      const before = await this.database.one<LibraryRow>(`${librarySelect} WHERE l.pid = $1 FOR UPDATE OF l`, [
        params.library,
      ]);
      if (!before) throw new Problem('library.not-found');
      if (before.version !== body.version) throw new Problem('library.changed', { version: before.version });
      if (body.brand) await this.checkBrand(before.id, body.brand);
      await this.update(before.id, body);
      if (body.hosts) await this.setHosts(before.id, body.hosts);
      const after = (await this.libraries.byId(before.id))!;
      const subject = { libraryId: before.id, kind: 'library', pid: before.pid, title: after.slug };
      await this.audit.record(caller, 'library.edit', subject, difference(before, after));
      const shown = whoSees.some((key) => body[key] !== undefined);
      const { id: libraryId, pid } = before;
      await this.changes.append(shown ? 'visibility' : 'change', { subject: 'library', libraryId, pid });
    });
    return this.libraries.settings({ params, query: undefined, body: undefined });
  }

  private async update(id: number, body: Body): Promise<void> {
    const sets: string[] = [];
    const values: unknown[] = [id];
    for (const [key, { column, type, value }] of Object.entries(columns)) {
      const given = body[key as keyof Body];
      if (given === undefined) continue;
      values.push(given === null ? null : (value as (given: unknown, id: number) => unknown)(given, id));
      sets.push(`${column} = $${values.length}::${type}`);
    }
    await this.database.query(
      `UPDATE library SET ${[...sets, 'version = version + 1', 'updated_at = now()'].join(', ')} WHERE id = $1`,
      values,
    );
  }

  private async setHosts(id: number, hosts: string[]): Promise<void> {
    if (hosts.includes(this.portal)) throw new Problem('library.host-taken', { host: this.portal });
    await this.database.query(`DELETE FROM library_host WHERE library_id = $1 AND host <> ALL ($2)`, [id, hosts]);
    const taken = await this.database.one<{ host: string }>(
      `SELECT host FROM library_host WHERE host = ANY ($2) AND library_id <> $1`,
      [id, hosts],
    );
    if (taken) throw new Problem('library.host-taken', { host: taken.host });
    await this.database.query(
      `INSERT INTO library_host (host, library_id) SELECT DISTINCT host, $1::bigint FROM unnest($2::text[]) AS host
       ON CONFLICT (host) DO NOTHING`,
      [id, hosts],
    );
  }

  /** The picture of the brand is a file of that very library. */
  private async checkBrand(id: number, { logo }: LibraryBrand): Promise<void> {
    if (logo === null) return;
    const found = await this.database.one(`SELECT 1 FROM file WHERE pid = $2 AND library_id = $1`, [id, logo]);
    if (found) return;
    throw new Problem('request.invalid', { where: 'body' }, [{ path: 'body.brand.logo', code: 'file' }]);
  }

  private async write(work: () => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(async () => {
        await work();
        await this.database.afterCommit(() => this.directory.forget());
      });
    } catch (error) {
      if (isUnique(error, 'library_slug_key')) throw new Problem('library.slug-taken');
      if (isUnique(error, 'library_host_pkey')) throw new Problem('library.host-taken');
      throw error;
    }
  }
}

/** Only what is different, before and after. */
function difference(before: LibraryRow, after: LibraryRow): Record<string, unknown> {
  const keys = [
    'slug',
    'name',
    'description',
    'brand',
    'state',
    'labels',
    'campusRanges',
    'terminalRanges',
    'quotaBytes',
    'hosts',
  ] as const;
  return Object.fromEntries(
    keys
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .map((key) => [key, { from: before[key], to: after[key] }]),
  );
}
