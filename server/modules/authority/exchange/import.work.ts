import { Injectable } from '@nestjs/common';
import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import type { Caller } from '../../../contract/caller.js';
import type { JobPayload } from '../../../contract/jobs.js';
import { wholeText } from '../../../contract/whole.text.js';
import { Database } from '../../../platform/database/database.js';
import { ChangeService } from '../../change/change.service.js';
import { type Step, walk } from '../../batch/batch.walk.js';
import { JobHandler } from '../../job/job.handler.js';
import type { JobRun } from '../../job/job.run.js';
import { UsageService } from '../usage.service.js';
import { FileRefused, formatOf, textOf } from './file.text.js';
import { type ImportRow, ImportStore, type Shelf, type StoredRow } from './import.store.js';
import { NameShelf } from './name.shelf.js';
import type { Planned } from './plan.js';
import type { AgentRecord, Incoming, PlaceRecord, Records, TermRecord } from './records.js';
import { readSkos } from './skos.read.js';
import { readTable } from './table.js';
import { TermShelf, type Writing, type Written } from './term.shelf.js';

/** A whole classification scheme has tens of thousands of classes; a list of people may be longer. */
export const mostRows = 100_000;
const chunkRows = 500;

type AnyRecord = Records[AuthorityKind];

/** Reading a file, doing what it says, taking it back: in parts that commit with what is known of them. */
@Injectable()
export class ImportWork {
  constructor(
    private readonly db: Database,
    private readonly store: ImportStore,
    private readonly terms: TermShelf,
    private readonly names: NameShelf,
    private readonly usage: UsageService,
    private readonly changes: ChangeService,
  ) {}

  @JobHandler('authority.import')
  async handle({ importId, step }: JobPayload<'authority.import'>, run: JobRun): Promise<Record<string, number>> {
    await this[step](importId, run);
    const { counts } = await this.store.find(importId);
    return { ...counts };
  }

  async read(id: number, run?: JobRun): Promise<void> {
    const row = await this.store.find(id);
    const bytes = await this.store.bytes(id);
    // Read already, by an attempt that died before it could say so.
    if (bytes === null) return;
    try {
      const text = textOf(bytes);
      const incoming = await incomingOf(row.kind, row.name, text);
      run?.pause();
      await run?.progress(0, incoming.length);
      await this.db.transaction(async () => {
        await this.store.keepPlan(id, await this.plan(row, incoming));
      });
      await run?.progress(incoming.length, incoming.length);
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      await this.store.refuse(id, { code: error.code, value: wholeText(error.value, 300), row: error.row });
    }
  }

  apply(id: number, run?: JobRun, caller?: Caller): Promise<void> {
    return this.all(id, 'do', run, async (row, rows) => {
      const written = await this.write(
        row,
        rows.map(({ pid, version, ord, after }) => ({ pid, version, ord, record: after })),
      );
      await this.store.mark(id, rows, written, ['written', 'left']);
      await this.reindex(row, rows, written, caller);
    });
  }

  undo(id: number, run?: JobRun, caller?: Caller): Promise<void> {
    return this.all(id, 'undo', run, async (row, rows) => {
      const changed = rows.filter(({ action }) => action === 'change');
      const back = await this.write(
        row,
        changed.map(({ pid, written, ord, before }) => ({ pid, version: written, ord, record: before! })),
      );
      const added = rows.filter(({ action }) => action === 'add');
      const gone = await this.remove(row, added);
      await this.store.mark(id, rows, [...back, ...gone.map((pid) => ({ pid, version: 0 }))], ['undone', 'kept']);
      await this.reindex(row, changed, back, caller);
    });
  }

  private async all(
    id: number,
    way: 'do' | 'undo',
    run: JobRun | undefined,
    part: (row: ImportRow, rows: StoredRow[]) => Promise<void>,
  ): Promise<void> {
    const passed = (run?.checkpoint as Step | null)?.done ?? 0;
    await walk(this.db, run, {
      from: way === 'do' ? -1 : 2 ** 31 - 1,
      // Asked once: what is left of it needs no counting while it is done.
      total: passed + (await this.store.left(id, way)),
      chunk: async ({ at, done }) => {
        // Two workers on one file, or two files on one list, wait for each other.
        const row = await this.store.find(id, true);
        const rows = await this.store.chunk(id, way, at, chunkRows);
        if (rows.length === 0) return null;
        await part(row, rows);
        await this.changes.append('change', { subject: 'site', libraryId: row.libraryId });
        return { at: rows.at(-1)!.at, done: done + rows.length };
      },
    });
    await this.db.transaction(() => this.store.end(id, way === 'do' ? 'applied' : 'undone'));
  }

  private plan(shelf: Shelf, incoming: Incoming<AnyRecord>[]): Promise<Planned<AnyRecord>[]> {
    if (shelf.kind === 'term') return this.terms.plan(shelf.vocabularyId!, incoming as Incoming<TermRecord>[]);
    if (shelf.kind === 'agent') return this.names.plan('agent', shelf, incoming as Incoming<AgentRecord>[]);
    return this.names.plan('place', shelf, incoming as Incoming<PlaceRecord>[]);
  }

  private write(shelf: Shelf, rows: Writing<AnyRecord>[]): Promise<Written[]> {
    if (rows.length === 0) return Promise.resolve([]);
    if (shelf.kind === 'term') return this.terms.write(shelf.vocabularyId!, rows as Writing<TermRecord>[]);
    if (shelf.kind === 'agent') return this.names.write('agent', shelf, rows as Writing<AgentRecord>[]);
    return this.names.write('place', shelf, rows as Writing<PlaceRecord>[]);
  }

  /** What anything means by now is not taken away. */
  private async remove(shelf: Shelf, rows: readonly StoredRow[]): Promise<string[]> {
    if (rows.length === 0) return [];
    const refs = await this.refsOf(shelf, rows);
    const used = await this.usage.usedAmong([...refs.values()]);
    const free = rows.filter(({ pid, written }) => written !== null && !used.has(refs.get(pid)!));
    const mine = free.map(({ pid, written }) => ({ pid, version: written! }));
    return shelf.kind === 'term'
      ? this.terms.remove(shelf.vocabularyId!, mine)
      : this.names.remove(shelf.kind, shelf, mine);
  }

  private async refsOf(shelf: Shelf, rows: readonly StoredRow[]): Promise<Map<string, string>> {
    if (shelf.kind !== 'term') return new Map(rows.map(({ pid }) => [pid, pid]));
    const list = await this.db.one<{ key: string }>('SELECT key FROM vocabulary WHERE id = $1', [shelf.vocabularyId]);
    return new Map(rows.map(({ pid, after }) => [pid, `${list!.key}/${'code' in after ? after.code : ''}`]));
  }

  /** Documents of search hold names as they were. */
  private async reindex(
    shelf: ImportRow,
    rows: readonly StoredRow[],
    written: readonly Written[],
    caller: Caller | undefined,
  ): Promise<void> {
    const done = new Set(written.map(({ pid }) => pid));
    const named = rows.filter(
      ({ pid, before, after }) => before !== null && done.has(pid) && spoken(before) !== spoken(after),
    );
    const [first] = named;
    if (!first) return;
    const order = { libraryId: shelf.libraryId, pid: shelf.pid, key: `${shelf.pid} ${first.at}` };
    const pids = named.map(({ pid }) => pid);
    if (shelf.kind === 'term') await this.usage.termRenamed(caller, order, pids);
    else await this.usage.renamed(caller, shelf.kind, order, pids);
  }
}

/** What is looked for: its names, and what stands above it. */
const spoken = (record: AnyRecord): string =>
  JSON.stringify([
    Object.entries('label' in record ? record.label : record.name).sort(),
    record.variants,
    'parent' in record ? record.parent : null,
  ]);

async function incomingOf(kind: AuthorityKind, name: string, text: string): Promise<Incoming<AnyRecord>[]> {
  const format = formatOf(name, text);
  if (format === 'csv') return readTable(kind, text, mostRows) as Incoming<AnyRecord>[];
  if (kind !== 'term') throw new FileRefused('format', name);
  return (await readSkos(format, text, mostRows)) as Incoming<AnyRecord>[];
}
