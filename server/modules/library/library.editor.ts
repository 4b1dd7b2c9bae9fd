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
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { LibraryDirectory } from './library.directory.js';
import { type LibraryChange, LibraryRepository } from './library.repository.js';
import { type LibraryRow, networkOf } from './library.row.js';
import { LibraryService } from './library.service.js';

type Body = Input<'PATCH /libraries/:library'>['body'];
type View = Answer<'PATCH /libraries/:library'>;

/** As it is kept. */
function changeOf(id: number, body: Body): LibraryChange {
  const networks = (ranges: string[] | undefined) => ranges && [...new Set(ranges.map(networkOf))];
  return {
    slug: body.slug,
    name: body.name,
    description: body.description,
    brand: body.brand,
    labels: body.audiences && labelsOf(body.audiences, id),
    campusRanges: networks(body.campusRanges),
    terminalRanges: networks(body.terminalRanges),
    quotaBytes: body.quotaBytes,
    state: body.state,
  };
}

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
    private readonly rows: LibraryRepository,
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
      const { slug, name, description, brand, quotaBytes } = body;
      const libraryId = await this.rows.create({ pid, slug, name, description, brand, quotaBytes });
      await this.checkBrand(libraryId, brand);
      await this.setHosts(libraryId, body.hosts);
      const subject: AuditSubject = { libraryId, kind: 'library', pid, title: slug };
      await this.audit.record(caller, 'library.create', subject, { name, hosts: body.hosts });
      await this.changes.append('publication', { subject: 'library', libraryId, pid });
    });
    return this.libraries.settings({ params: { library: pid }, query: undefined, body: undefined });
  }

  async change(caller: Caller, { params, body }: Input<'PATCH /libraries/:library'>): Promise<View> {
    const platform = byPlatformAlone.filter((key) => body[key] !== undefined);
    if (platform.length > 0 && !may(caller.grants, 'platform.edit', {})) throw new Problem('access.denied');
    await this.write(async () => {
      const before = await this.rows.lock(params.library);
      if (!before) throw new Problem('library.not-found');
      if (before.version !== body.version) throw new Problem('library.changed', { version: before.version });
      if (body.brand) await this.checkBrand(before.id, body.brand);
      await this.rows.change(before.id, changeOf(before.id, body));
      if (body.hosts) await this.setHosts(before.id, body.hosts);
      const after = (await this.rows.byId(before.id))!;
      const subject: AuditSubject = { libraryId: before.id, kind: 'library', pid: before.pid, title: after.slug };
      await this.audit.record(caller, 'library.edit', subject, difference(before, after));
      const shown = whoSees.some((key) => body[key] !== undefined);
      const { id: libraryId, pid } = before;
      await this.changes.append(shown ? 'visibility' : 'change', { subject: 'library', libraryId, pid });
    });
    return this.libraries.settings({ params, query: undefined, body: undefined });
  }

  private async setHosts(id: number, hosts: string[]): Promise<void> {
    if (hosts.includes(this.portal)) throw new Problem('library.host-taken', { host: this.portal });
    await this.rows.dropHosts(id, hosts);
    const host = await this.rows.hostTaken(id, hosts);
    if (host !== undefined) throw new Problem('library.host-taken', { host });
    await this.rows.addHosts(id, hosts);
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
