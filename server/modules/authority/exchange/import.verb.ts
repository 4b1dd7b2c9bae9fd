import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { AuditKind } from '../../../contract/audit.kinds.js';
import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import type { Caller } from '../../../contract/caller.js';
import type { Json } from '../../../contract/values.js';
import { Database } from '../../../platform/database/database.js';
import type { BatchLine, BatchOrder, BatchStep, FileVerb, LineVerdict, Lines, Outcome, Source } from '../../batch/batch.verb.js'; // prettier-ignore
import { BatchVerbsService } from '../../batch/batch.verbs.service.js';
import { ChangeService } from '../../change/change.service.js';
import { Ownership } from '../ownership.js';
import { UsageService } from '../usage.service.js';
import { readCsv } from './csv.js';
import { FileRefused, formatOf, textOf } from './file.text.js';
import { ImportSettle } from './import.settle.js';
import { NameShelf } from './name.shelf.js';
import type { Planned } from './plan.js';
import type { AgentRecord, Incoming, PlaceRecord, Records, RowProblem, TermRecord } from './records.js';
import { incomingOf, readSkos, type Said } from './skos.read.js';
import { checkHead, readRows } from './table.js';
import { TermShelf, type Writing, type Written } from './term.shelf.js';

/** A table is read row by row; a graph as a whole, since any line of it may say something of any concept. */
const mostRows = 1_000_000;
const mostConcepts = 100_000;
export const mostTableBytes = 512 * 1024 * 1024;
export const mostGraphBytes = 40 * 1024 * 1024;

const subjects: Record<AuthorityKind, AuditKind> = { term: 'vocabulary', agent: 'agent', place: 'place' };

/** Whose records a file brings: a vocabulary's, or the people or places of an owner. */
export interface Shelf {
  kind: AuthorityKind;
  libraryId: number | null;
  vocabularyId: number | null;
}

type AnyRecord = Records[AuthorityKind];
/** A row on its way, or on its way back. */
interface Doing {
  at: number;
  pid: string;
  version: number | null;
  written: number | null;
  line: number;
  before: AnyRecord | null;
  after: AnyRecord;
}

/** Reading a file of authorities, doing what it says, taking it back. */
@Injectable()
export class ImportVerb implements FileVerb, OnModuleInit {
  readonly kind = 'authorities';
  readonly noun = 'import';

  constructor(
    private readonly db: Database,
    private readonly batches: BatchVerbsService,
    private readonly settling: ImportSettle,
    private readonly terms: TermShelf,
    private readonly names: NameShelf,
    private readonly owner: Ownership,
    private readonly usage: UsageService,
    private readonly changes: ChangeService,
  ) {}

  onModuleInit(): void {
    this.batches.register(this);
  }

  assert(caller: Caller, { libraryId }: BatchOrder): void {
    this.owner.assertEdit(caller, libraryId, 'import.not-found');
  }

  told = ({ parameters }: BatchOrder, step: BatchStep) => {
    const kind = subjects[parameters.authority!];
    return { action: `${kind}.${step === 'apply' ? 'import' : 'import-undo'}`, kind, title: parameters.file! };
  };

  async read({ parameters }: BatchOrder, source: Source): Promise<Lines> {
    const { file = '', size = 0 } = parameters;
    const kind = parameters.authority!;
    const text = await textOf(source);
    const format = formatOf(file, text.head);
    if (format === 'csv') {
      const { head, lines } = await readCsv(text, mostRows, (names) => checkHead(kind, names));
      return { said: { head }, lines: each(lines, ({ row, cells }) => ({ line: row, given: cells })) };
    }
    if (kind !== 'term') throw new FileRefused('format', file);
    if (size > mostGraphBytes) throw new FileRefused('too-large', String(mostGraphBytes / 1024 / 1024));
    let whole = '';
    for await (const part of text.read()) whole += part;
    const concepts = await readSkos(format, whole, mostConcepts);
    let line = 0;
    return { said: {}, lines: each(concepts, (said) => ({ line: ++line, given: said as unknown as Json })) };
  }

  async plan(order: BatchOrder, rows: BatchLine[]): Promise<LineVerdict[]> {
    const shelf = shelfOf(order);
    const planned = await this.planned(shelf, this.incoming(shelf.kind, order.parameters.head ?? [], rows));
    return planned.map(({ action, pid, version, before, after, problems, keys }, nth) => ({
      at: rows[nth]!.at,
      action: action === 'bad' ? 'cannot' : action === 'same' ? 'same' : 'do',
      version,
      before: before as Json,
      problem: problems.length > 0 ? whyOf(problems) : null,
      subject: pid,
      after: after as unknown as Json,
      keys,
    }));
  }

  settle(order: BatchOrder, id: number): Promise<void> {
    return this.settling.settle(shelfOf(order), id);
  }

  async apply(order: BatchOrder, lines: BatchLine[], caller: Caller): Promise<Outcome[]> {
    const shelf = shelfOf(order);
    const rows = lines.map(doingOf);
    const written = await this.write(
      shelf,
      rows.map(({ pid, version, line, after }) => ({
        ...{ pid, version, record: after },
        ord: (order.parameters.after ?? 0) + line,
      })),
    );
    await this.after(order, shelf, rows, written, caller);
    return outcomes(lines, new Map(written.map(({ pid, version }) => [pid, version])));
  }

  async undo(order: BatchOrder, lines: BatchLine[], caller: Caller): Promise<Outcome[]> {
    const shelf = shelfOf(order);
    const rows = lines.map(doingOf);
    const changed = rows.filter(({ before }) => before !== null);
    const back = await this.write(
      shelf,
      changed.map(({ pid, written, before }) => ({ pid, version: written, ord: 0, record: before! })),
    );
    const gone = await this.remove(
      shelf,
      rows.filter(({ before }) => before === null),
    );
    await this.after(order, shelf, changed, back, caller);
    const done = new Map([...back.map(({ pid, version }) => [pid, version] as const), ...gone.map((pid) => [pid, 0] as const)]); // prettier-ignore
    return outcomes(lines, done);
  }

  private incoming(kind: AuthorityKind, head: readonly string[], rows: readonly BatchLine[]): Incoming<AnyRecord>[] {
    const [first] = rows;
    if (first && !Array.isArray(first.given))
      return rows.map(({ line, given }) => incomingOf(line, given as unknown as Said)) as Incoming<AnyRecord>[];
    const lines = rows.map(({ line, given }) => ({ row: line, cells: given as string[] }));
    return readRows(kind, head, lines) as Incoming<AnyRecord>[];
  }

  private planned(shelf: Shelf, incoming: Incoming<AnyRecord>[]): Promise<Planned<AnyRecord>[]> {
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
  private async remove(shelf: Shelf, rows: readonly Doing[]): Promise<string[]> {
    if (rows.length === 0) return [];
    const refs = await this.refsOf(shelf, rows);
    const used = await this.usage.usedAmong([...refs.values()]);
    const free = rows.filter(({ pid, written }) => written !== null && !used.has(refs.get(pid)!));
    const mine = free.map(({ pid, written }) => ({ pid, version: written! }));
    return shelf.kind === 'term'
      ? this.terms.remove(shelf.vocabularyId!, mine)
      : this.names.remove(shelf.kind, shelf, mine);
  }

  private async refsOf(shelf: Shelf, rows: readonly Doing[]): Promise<Map<string, string>> {
    if (shelf.kind !== 'term') return new Map(rows.map(({ pid }) => [pid, pid]));
    const list = await this.db.one<{ key: string }>('SELECT key FROM vocabulary WHERE id = $1', [shelf.vocabularyId]);
    return new Map(rows.map(({ pid, after }) => [pid, `${list!.key}/${'code' in after ? after.code : ''}`]));
  }

  /** Documents of search hold names as they were, and pages of the site lists of them. */
  private async after(
    order: BatchOrder,
    shelf: Shelf,
    rows: readonly Doing[],
    written: readonly Written[],
    caller: Caller,
  ): Promise<void> {
    const { libraryId } = shelf;
    await this.changes.append('change', { subject: 'site', libraryId });
    const done = new Set(written.map(({ pid }) => pid));
    const named = rows.filter(
      ({ pid, before, after }) => before !== null && done.has(pid) && spoken(before) !== spoken(after),
    );
    const [first] = named;
    if (!first) return;
    const what = { libraryId, pid: order.pid, key: `${order.pid} ${first.at}` };
    const pids = named.map(({ pid }) => pid);
    if (shelf.kind === 'term') await this.usage.termRenamed(caller, what, pids);
    else await this.usage.renamed(caller, shelf.kind, what, pids);
  }
}

const shelfOf = ({ parameters, libraryId, vocabularyId }: BatchOrder): Shelf => ({
  ...{ kind: parameters.authority!, libraryId, vocabularyId },
});

const doingOf = ({ at, subject, version, written, line, before, after }: BatchLine): Doing => ({
  ...{ at, pid: subject, version, written, line },
  before: before as AnyRecord | null,
  after: after as unknown as AnyRecord,
});

const whyOf = (problems: RowProblem[]) => ({ code: 'import.row', params: { problems }, fields: [] });

/** What nobody was at since is done; of the rest it is said that it is not, beside what was known of it. */
function outcomes(lines: readonly BatchLine[], done: ReadonlyMap<string, number>): Outcome[] {
  return lines.map(({ at, subject, problem }) => {
    const written = done.get(subject);
    if (written !== undefined) return { at, written, before: null, problem: null };
    return { at, written: null, before: null, problem: { code: 'import.changed', params: { ...problem?.params }, fields: [] } }; // prettier-ignore
  });
}

async function* each<T, R>(all: AsyncIterable<T> | Iterable<T>, of: (one: T) => R): AsyncGenerator<R> {
  for await (const one of all) yield of(one);
}

/** What is looked for: its names, and what stands above it. */
const spoken = (record: AnyRecord): string =>
  JSON.stringify([
    Object.entries('label' in record ? record.label : record.name).sort(),
    record.variants,
    'parent' in record ? record.parent : null,
  ]);
