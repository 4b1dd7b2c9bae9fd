import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Answer, Input } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import { Problem } from '../../../contract/problems.js';
import { wholeText } from '../../../contract/whole.text.js';
import { decodeCursor, encodeCursor } from '../../../platform/database/cursor.js';
import { Database } from '../../../platform/database/database.js';
import { jsonLines } from '../../../platform/http/answer.lines.js';
import { BatchFilesService } from '../../batch/batch.files.service.js';
import { type StoredBatch, haltedOf } from '../../batch/batch.row.js';
import { BatchService } from '../../batch/batch.service.js';
import { Ownership } from '../ownership.js';
import { mostGraphBytes, mostTableBytes, type Shelf } from './import.verb.js';
import { importView, type ImportView, rowView, sorts } from './import.view.js';
import { TermShelf } from './term.shelf.js';

/** What is quickly read or written is done while one waits; the rest is a job. Bytes alone do not tell: rows may have two. */
const smallFile = 400_000;
const fewRows = 500;
/** Of rows that are sent to their end. */
const readAtOnce = 1000;
const longestFileName = 300;
const kind = 'authorities' as const;

/** Short enough to be kept, with the ending that says what it is. */
function nameOf(name: string): string {
  const ending = /\.\w{1,10}$/.exec(name)?.[0] ?? '';
  return wholeText(name.slice(0, name.length - ending.length), longestFileName - ending.length) + ending;
}

const mostBytes = (name: string): number => (/\.(csv|tsv|txt)$/i.test(name) ? mostTableBytes : mostGraphBytes);

/** Files of authorities: read first, so that what they would do is known; then done, stopped, gone on with, taken back. */
@Injectable()
export class ImportService {
  constructor(
    private readonly db: Database,
    private readonly batches: BatchService,
    private readonly files: BatchFilesService,
    private readonly terms: TermShelf,
    private readonly owner: Ownership,
  ) {}

  async begin(
    caller: Caller,
    query: Input<'POST /authorities/imports'>['query'],
    request: Request,
    response: Response,
  ): Promise<ImportView> {
    // Asked before anything is taken in.
    const shelf = await this.shelf(caller, query);
    const file = await this.files.receive(request, response, mostBytes);
    const after = shelf.vocabularyId === null ? {} : { after: await this.terms.last(shelf.vocabularyId) };
    const parameters = { authority: shelf.kind, file: nameOf(file.name), size: file.size, ...after };
    const { libraryId, vocabularyId } = shelf;
    const order = { kind, libraryId, vocabularyId, collectionId: null, selection: null, parameters };
    return importView(await this.batches.bring(order, file, file.size <= smallFile ? fewRows : 0, caller));
  }

  async list(
    caller: Caller,
    query: Input<'GET /authorities/imports'>['query'],
  ): Promise<Answer<'GET /authorities/imports'>> {
    const { kind: authority, ...shelf } = await this.shelf(caller, query);
    const rows = await this.batches.latest({ kind, ...shelf, parameters: { authority } });
    return { rows: rows.map(importView) };
  }

  async get(caller: Caller, pid: string): Promise<ImportView> {
    return importView(await this.own(caller, pid));
  }

  async rows(
    caller: Caller,
    pid: string,
    query: Input<'GET /authorities/imports/:import/rows'>['query'],
  ): Promise<Answer<'GET /authorities/imports/:import/rows'>> {
    const { id, parameters } = await this.own(caller, pid);
    const behind = query.cursor === undefined ? [-1, -1] : decodeCursor(query.cursor, ['int', 'int']);
    const wanted = query.action ? sorts[query.action] : Object.values(sorts).flat();
    const { rows, more } = await this.batches.linesOf(id, wanted, [behind[0]!, behind[1]!], query.limit);
    const last = rows.at(-1);
    return {
      rows: rows.map((row) => rowView(parameters.authority!, row, caller.locale !== 'en')),
      next: more && last ? encodeCursor([last.line, last.at]) : null,
    };
  }

  /** What is wrong, a row on a line, part by part: there may be as many as the file has. */
  async *problems(caller: Caller, pid: string): AsyncGenerator<string, void> {
    const { id, parameters } = await this.own(caller, pid);
    let behind: [number, number] = [-1, -1];
    for (let more = true; more;) {
      const page = await this.batches.linesOf(id, sorts.bad, behind, readAtOnce);
      yield jsonLines(page.rows.map((row) => rowView(parameters.authority!, row, caller.locale !== 'en')));
      const last = page.rows.at(-1);
      more = page.more && last !== undefined;
      if (last) behind = [last.line, last.at];
    }
  }

  /** Whatever was stopped on its way goes on. */
  async apply(caller: Caller, pid: string, without: boolean): Promise<ImportView> {
    const row = await this.own(caller, pid);
    if (haltedOf(row)) await this.batches.goOn(pid, caller);
    else {
      if ((row.counts.cannot ?? 0) > 0 && !without) throw new Problem('import.wrong-state');
      await this.batches.take(pid, 'apply', caller, { few: fewRows });
    }
    return this.get(caller, pid);
  }

  async undo(caller: Caller, pid: string): Promise<ImportView> {
    const row = await this.own(caller, pid);
    if (row.state === 'undoing' && haltedOf(row)) await this.batches.goOn(pid, caller);
    else await this.batches.take(pid, 'undo', caller, { few: fewRows });
    return this.get(caller, pid);
  }

  async stop(caller: Caller, pid: string): Promise<ImportView> {
    await this.own(caller, pid);
    await this.batches.halt(pid, caller);
    return this.get(caller, pid);
  }

  private async own(caller: Caller, pid: string): Promise<StoredBatch> {
    const row = await this.batches.row(pid);
    if (row?.kind !== kind) throw new Problem('import.not-found');
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
