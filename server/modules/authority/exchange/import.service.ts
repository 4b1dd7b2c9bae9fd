import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import type { Answer, Input } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import { Problem } from '../../../contract/problems.js';
import { Database } from '../../../platform/database/database.js';
import { readFormFile } from '../../../platform/http/form.file.js';
import { AuditService } from '../../audit/audit.service.js';
import { JobService } from '../../job/job.service.js';
import { Ownership } from '../ownership.js';
import { ImportWork } from './import.work.js';
import { type ImportRow, ImportStore, importView, type ImportView, type Shelf } from './import.store.js';

const maxBytes = 40 * 1024 * 1024;
/** What is quickly read or written is done while one waits; the rest is a job. */
const smallFile = 400_000;
const fewRows = 500;

const subjects: Record<AuthorityKind, string> = { term: 'vocabulary', agent: 'agent', place: 'place' };

/** Files of authorities: read first, so that what they would do is known; then done, stopped, gone on with, taken back. */
@Injectable()
export class ImportService {
  constructor(
    private readonly db: Database,
    private readonly store: ImportStore,
    private readonly work: ImportWork,
    private readonly owner: Ownership,
    private readonly jobs: JobService,
    private readonly audit: AuditService,
  ) {}

  async begin(
    caller: Caller,
    query: Input<'POST /authorities/imports'>['query'],
    request: Request,
    response: Response,
  ): Promise<ImportView> {
    // Asked before anything is taken in.
    const shelf = await this.shelf(caller, query);
    const { name, bytes } = await readFormFile(request, response, maxBytes);
    await this.store.clear();
    const row = await this.store.begin(shelf, name, bytes, caller);
    if (bytes.length <= smallFile) await this.work.read(row.id);
    else await this.order(row, 'read', 'reading', caller);
    return this.view(row.pid);
  }

  async list(
    caller: Caller,
    query: Input<'GET /authorities/imports'>['query'],
  ): Promise<Answer<'GET /authorities/imports'>> {
    return { rows: (await this.store.latest(await this.shelf(caller, query))).map(importView) };
  }

  async get(caller: Caller, pid: string): Promise<ImportView> {
    return importView(await this.own(caller, pid));
  }

  async rows(caller: Caller, pid: string, query: Input<'GET /authorities/imports/:import/rows'>['query']) {
    return this.store.rows(await this.own(caller, pid), query, caller.locale !== 'en');
  }

  async apply(caller: Caller, pid: string, without: boolean): Promise<ImportView> {
    await this.db.transaction(async () => {
      const row = await this.own(caller, pid, true);
      if (await this.wentOn(row, 'applying', caller)) return;
      if (row.state !== 'read' || ((row.counts.bad ?? 0) > 0 && !without)) throw new Problem('import.wrong-state');
      await this.start(row, 'apply', caller);
    });
    return this.view(pid);
  }

  async undo(caller: Caller, pid: string): Promise<ImportView> {
    await this.db.transaction(async () => {
      const row = await this.own(caller, pid, true);
      if (await this.wentOn(row, 'undoing', caller)) return;
      const stopped = row.state === 'applying' && importView(row).state !== 'applying';
      if (row.state !== 'applied' && !stopped) throw new Problem('import.wrong-state');
      await this.start(row, 'undo', caller);
    });
    return this.view(pid);
  }

  async stop(caller: Caller, pid: string): Promise<ImportView> {
    const row = await this.own(caller, pid);
    if (row.jobPid === null) throw new Problem('import.wrong-state');
    await this.jobs.stop(row.jobPid, caller);
    return this.view(pid);
  }

  private async start(row: ImportRow, step: 'apply' | 'undo', caller: Caller): Promise<void> {
    const todo = await this.store.left(row.id, step === 'apply' ? 'do' : 'undo');
    const subject = { libraryId: row.libraryId, kind: subjects[row.kind], pid: row.pid, title: row.name };
    await this.audit.record(caller, `${subjects[row.kind]}.${step === 'apply' ? 'import' : 'import-undo'}`, subject, {
      ...row.counts,
    });
    const state = step === 'apply' ? 'applying' : 'undoing';
    if (todo > fewRows) return this.order(row, step, state, caller);
    await this.store.go(row.id, state, null);
    await this.work[step](row.id, undefined, caller);
  }

  /** What was stopped or failed goes on where it was. */
  private async wentOn(row: ImportRow, state: ImportRow['state'], caller: Caller): Promise<boolean> {
    const now = importView(row).state;
    if (row.state !== state || row.jobPid === null || (now !== 'stopped' && now !== 'failed')) return false;
    await this.jobs.retry(row.jobPid, caller);
    return true;
  }

  private async order(
    row: ImportRow,
    step: 'read' | 'apply' | 'undo',
    state: ImportRow['state'],
    caller: Caller,
  ): Promise<void> {
    await this.db.transaction(async () => {
      const order = { libraryId: row.libraryId, key: `${row.pid} ${step}`, caller };
      await this.store.go(
        row.id,
        state,
        await this.jobs.enqueue('authority.import', { importId: row.id, step }, order),
      );
    });
  }

  private async view(pid: string): Promise<ImportView> {
    return importView(await this.store.find(pid));
  }

  private async own(caller: Caller, pid: string, lock = false): Promise<ImportRow> {
    const row = await this.store.find(pid, lock);
    this.owner.assertEdit(caller, row.libraryId, 'import.not-found');
    return row;
  }

  private async shelf(
    caller: Caller,
    { kind, vocabulary, library }: Input<'GET /authorities/imports'>['query'],
  ): Promise<Shelf> {
    if (kind !== 'term') {
      return { kind, libraryId: await this.owner.createIn(caller, library ?? null), vocabularyId: null };
    }
    const row = await this.db.one<{ id: number; libraryId: number | null }>(
      'SELECT id, library_id AS "libraryId" FROM vocabulary WHERE pid = $1',
      [vocabulary ?? ''],
    );
    if (!row) throw new Problem('vocabulary.not-found');
    this.owner.assertEdit(caller, row.libraryId, 'vocabulary.not-found');
    return { kind, libraryId: row.libraryId, vocabularyId: row.id };
  }
}
