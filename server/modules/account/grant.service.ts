import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import type { Role } from '../../contract/permissions.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { type AuditSubject, AuditService } from '../audit/audit.service.js';
import { type GrantRow, GrantRepository } from './grant.repository.js';
import { assertMayGive, fitsScope } from './grant.rules.js';
import { TakenRoles } from './taken.roles.js';

type View = Answer<'PATCH /grants/:grant'>;

type Taken = Answer<'DELETE /grants/:grant'>;

const viewOf = ({ pid, role, library, collection }: GrantRow): View => ({ pid, role, library, collection });

/** Who holds which role. A change is in force with the person's next request: sessions carry no roles. */
@Injectable()
export class GrantService {
  constructor(
    private readonly database: Database,
    private readonly grants: GrantRepository,
    private readonly taken: TakenRoles,
    private readonly audit: AuditService,
  ) {}

  give(caller: Caller, { params, body }: Input<'POST /libraries/:library/people/:person/grants'>): Promise<View> {
    return this.database.transaction(async () => {
      const person = await this.personOf(params.library, params.person);
      const collection = body.collection ? await this.collectionOf(person.libraryId, body.collection) : null;
      const scope = { libraryId: person.libraryId, collectionId: collection };
      this.assertFits(body.role, scope);
      assertMayGive(caller, body.role, scope);
      const pid = await this.grants.give(person.id, { role: body.role, ...scope }, caller.accountId);
      if (pid === null) throw new Problem('grant.exists');
      const row = await this.mustFind(pid);
      await this.record(caller, row, 'grant.give');
      return viewOf(row);
    });
  }

  change(caller: Caller, { params, body }: Input<'PATCH /grants/:grant'>): Promise<View> {
    return this.database.transaction(async () => {
      const before = await this.mustFind(params.grant);
      this.assertFits(body.role, before);
      assertMayGive(caller, before.role, before);
      assertMayGive(caller, body.role, before);
      if (before.role === body.role) return viewOf(before);
      if (await this.grants.holds(before.accountId, body.role, before)) throw new Problem('grant.exists');
      await this.keepOneAdmin(before.libraryId, () => this.grants.setRole(before.id, body.role));
      const row = await this.mustFind(params.grant);
      await this.record(caller, row, 'grant.change', { from: before.role });
      return viewOf(row);
    });
  }

  take(caller: Caller, pid: string): Promise<Taken> {
    return this.database.transaction(async () => this.takeRows(caller, [await this.mustFind(pid)]));
  }

  takeAll(caller: Caller, { params }: Input<'DELETE /libraries/:library/people/:person'>): Promise<Taken> {
    return this.database.transaction(async () => {
      const person = await this.personOf(params.library, params.person);
      return this.takeRows(caller, await this.grants.inLibrary(person.id, person.libraryId));
    });
  }

  private async takeRows(caller: Caller, rows: readonly GrantRow[]): Promise<Taken> {
    const [first] = rows;
    if (!first) throw new Problem('grant.not-found');
    for (const row of rows) assertMayGive(caller, row.role, row);
    let taken = new Map<number, string>();
    await this.keepOneAdmin(first.libraryId, async () => {
      taken = await this.taken.take(
        rows.map(({ id }) => id),
        caller,
      );
    });
    for (const row of rows) {
      const kept = taken.get(row.id);
      await this.record(caller, row, 'grant.take', kept ? { kept } : {});
    }
    return { done: true, taken: [...taken.values()] };
  }

  /** Runs the change, and refuses it if that leaves a library, or the platform, without an admin. One such change at a time. */
  async keepOneAdmin(libraryId: number | null, work: () => Promise<void>): Promise<void> {
    await this.grants.lockAdmins(libraryId);
    const before = await this.grants.countAdmins(libraryId);
    await work();
    if (before > 0 && (await this.grants.countAdmins(libraryId)) === 0) throw new Problem('account.last-admin');
  }

  private async personOf(libraryPid: string, personPid: string): Promise<{ id: number; libraryId: number }> {
    const person = await this.grants.personOf(libraryPid, personPid);
    if (!person) throw new Problem('account.not-found');
    return person;
  }

  private async collectionOf(libraryId: number, pid: string): Promise<number> {
    const id = await this.grants.collectionOf(libraryId, pid);
    if (id === undefined) throw new Problem('collection.not-found');
    return id;
  }

  private assertFits(role: Role, scope: { libraryId: number | null; collectionId: number | null }): void {
    if (fitsScope(role, scope)) return;
    throw new Problem('request.invalid', { where: 'body' }, [{ path: 'body.role', code: 'place' }]);
  }

  private async mustFind(pid: string): Promise<GrantRow> {
    const row = await this.grants.lock(pid);
    if (!row) throw new Problem('grant.not-found');
    return row;
  }

  private record(caller: Caller, row: GrantRow, action: string, detail: Record<string, unknown> = {}): Promise<void> {
    const subject: AuditSubject = {
      libraryId: row.libraryId,
      kind: 'account',
      pid: row.accountPid,
      title: row.accountName,
    };
    return this.audit.record(caller, action, subject, {
      role: row.role,
      collection: row.collection?.pid ?? null,
      ...detail,
    });
  }
}
