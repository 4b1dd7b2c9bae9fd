import { type AuthorityKind, termCode } from '../../../contract/api/authority.routes.js';
import { wholeText } from '../../../contract/whole.text.js';
import { csvLines } from '../../../platform/csv.lines.js';
import { blank, type Incoming, type Records, type RowProblem } from './records.js';
import { type Column, columnOf, columnsFor, idHeads } from './columns.js';
import { type CsvLine, longestCell } from './csv.js';
import { FileRefused } from './file.text.js';

export interface Identified<R> {
  id: string;
  record: R;
}

/** Records as a table; its headings in the language of whoever asks. */
export function writeTable<K extends AuthorityKind>(
  kind: K,
  rows: readonly Identified<Records[K]>[],
  chinese: boolean,
): string {
  const columns = columnsFor(
    kind,
    rows.map(({ record }) => record),
  );
  const id = idHeads[kind];
  const heads = [chinese ? id.zh : id.head, ...columns.map(({ head, zh }) => (chinese && zh ? zh : head))];
  const lines = rows.map((row) => [row.id, ...columns.map((column) => column.write(row.record))]);
  return csvLines([heads, ...lines], { mark: true });
}

/** What the headings of a table mean; none that nobody knows, and none twice. */
export function checkHead(kind: AuthorityKind, head: readonly string[]): void {
  const { idAt, columns } = columnsOf(kind, head);
  const unknown = head.find((_, at) => at !== idAt && !columns[at]);
  const meant = columns.flatMap((column) => column?.head ?? []);
  const twice = meant.find((name, at) => meant.indexOf(name) !== at);
  if (unknown !== undefined || twice !== undefined) throw new FileRefused('columns', unknown ?? twice ?? '');
  if (kind === 'term' && idAt < 0) throw new FileRefused('columns', head.join(', '));
  if (!meant.some((name) => name.startsWith('name:'))) throw new FileRefused('columns', head.join(', '));
}

function columnsOf<K extends AuthorityKind>(kind: K, head: readonly string[]) {
  const ids = idHeads[kind];
  const idAt = head.findIndex((name) => name === ids.head || name === ids.zh);
  return { idAt, columns: head.map((name, at) => (at === idAt ? undefined : columnOf(kind, name))) };
}

/** Rows of a table, each with what is wrong with it alone, whatever stands in the others. */
export function readRows<K extends AuthorityKind>(
  kind: K,
  head: readonly string[],
  lines: readonly CsvLine[],
): Incoming<Records[K]>[] {
  const { idAt, columns } = columnsOf(kind, head);
  return lines.map(({ row, cells }) => {
    const problems: RowProblem[] = [];
    const wrong = (code: RowProblem['code'], value: string) => problems.push({ code, value: wholeText(value, 80) });
    const id = idAt < 0 ? '' : (cells[idAt] ?? '');
    if (cells.slice(head.length).some((cell) => cell !== '')) wrong('columns', cells.slice(head.length).join(','));
    for (const cell of cells) if (cell.length > longestCell) wrong('too-long', cell);
    if (kind === 'term') {
      if (id === '') wrong('no-code', '');
      else if (!termCode.test(id)) wrong('bad-code', id);
    }
    const fill = (into: Records[K], say: typeof wrong | (() => void)): Records[K] => {
      // A row that ends early says nothing of the columns behind its end.
      for (const [at, cell] of cells.entries()) (columns[at] as Column<Records[K]> | undefined)?.read(cell, into, say);
      if (kind === 'term') (into as Records['term']).code = id;
      return into;
    };
    fill(blank[kind](), wrong);
    return { row, id, problems, over: (before) => fill(structuredClone(before), () => undefined) };
  });
}
