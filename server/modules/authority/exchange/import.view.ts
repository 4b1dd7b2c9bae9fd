import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import type { Answer } from '../../../contract/api/index.js';
import { wholeText } from '../../../contract/whole.text.js';
import type { StoredLine } from '../../batch/batch.lines.service.js';
import { type StoredBatch, haltedOf } from '../../batch/batch.row.js';
import { columnsFor, longestName } from './columns.js';
import { blank, type Records, type RowProblem } from './records.js';

export type ImportView = Answer<'GET /authorities/imports/:import'>;
type Row = Answer<'GET /authorities/imports/:import/rows'>['rows'][number];

const states = { planning: 'reading', planned: 'read', refused: 'refused', applying: 'applying', applied: 'applied', undoing: 'undoing', undone: 'undone' } as const; // prettier-ignore

export function importView(row: StoredBatch): ImportView {
  const { jobPid, jobState, parameters } = row;
  const { new: fresh = 0, do: todo = 0, same = 0, cannot = 0, done = 0, left = 0, undone = 0, kept = 0 } = row.counts;
  return {
    pid: row.pid,
    kind: parameters.authority!,
    name: parameters.file ?? '',
    state: haltedOf(row) ?? states[row.state],
    problem: row.problem as ImportView['problem'],
    counts: { add: fresh, change: todo - fresh, same, bad: cannot, written: done - undone - kept, left, undone, kept },
    job: jobPid && jobState ? { pid: jobPid, state: jobState, done: row.jobDone ?? 0, total: row.jobTotal } : null,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Each sort of rows as the index of rows has them: by what is to be done, and whether it was there. */
export const sorts = {
  add: [{ action: 'do', fresh: true }],
  change: [{ action: 'do', fresh: false }],
  same: [{ action: 'same', fresh: false }],
  bad: [
    { action: 'cannot', fresh: true },
    { action: 'cannot', fresh: false },
  ],
} as const;

export function rowView<K extends AuthorityKind>(kind: K, row: StoredLine, chinese: boolean): Row {
  const { action, version, subject } = row;
  const [before, after] = [(row.before ?? blank[kind]()) as Records[K], row.after as Records[K]];
  const changes = columnsFor(kind, [before, after]).flatMap((column) => {
    const [was, is] = [column.write(before), column.write(after)];
    const name = chinese && column.zh ? column.zh : column.head;
    return was === is ? [] : [{ column: name, before: was.slice(0, 500), after: is.slice(0, 500) }];
  });
  return {
    row: row.line,
    action: action === 'cannot' ? 'bad' : action === 'same' ? 'same' : version === null ? 'add' : 'change',
    id: 'code' in after ? after.code : row.before ? (subject ?? '') : '',
    // What is too long for a name may stand in a row that is refused for it.
    name: Object.fromEntries(
      Object.entries('label' in after ? after.label : after.name).map(([tag, text]) => [tag, wholeText(text, longestName)]), // prettier-ignore
    ),
    problems: (row.problem?.params['problems'] ?? []) as (RowProblem & Row['problems'][number])[],
    changes,
    done: row.done === 'done' ? 'written' : row.done,
  };
}
