import type { AuthorityKind } from '../../../contract/api/authority.routes.js';
import { newPid } from '../../../contract/pid.js';
import { blank, harmless, type Incoming, type Records, type RowProblem } from './records.js';

/** A record that is there already. */
export interface Existing<R> {
  pid: string;
  version: number;
  record: R;
}

/** What one row of a file would do. */
export interface Planned<R> {
  row: number;
  action: 'add' | 'change' | 'same' | 'bad';
  /** The record that it is, or the one that it will be. */
  pid: string;
  version: number | null;
  before: R | null;
  after: R;
  problems: RowProblem[];
  /** What it goes by among the rows of its file: `=` no two may have, `#` its number there, `@` its names. */
  keys: string[];
}

/** Which record a row is: one that is there, a new one, or none because of something that stands against it. */
export interface Target<R> {
  pid: string;
  existing: Existing<R> | undefined;
  problem: RowProblem | undefined;
}

const namesOf = (record: Records[AuthorityKind]): Record<string, string> =>
  'label' in record ? record.label : record.name;
export const isBad = (problems: readonly RowProblem[]): boolean => problems.some(({ code }) => !harmless.has(code));
/** The order of keys says nothing; the order of names does. */
const signOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.entries(part).sort() : part,
  );

export const newTarget = <R>(problem?: RowProblem): Target<R> => ({ pid: newPid(), existing: undefined, problem });

/** Each row on its own: what becomes of its record, and what is wrong with that. */
export function planRows<K extends AuthorityKind>(
  kind: K,
  incoming: readonly Incoming<Records[K]>[],
  targets: readonly Target<Records[K]>[],
): Planned<Records[K]>[] {
  return incoming.map((one, at) => {
    const { pid, existing, problem } = targets[at]!;
    const problems = problem ? [...one.problems, problem] : [...one.problems];
    const before = existing?.record ?? null;
    const after = one.over(before ?? blank[kind]());
    if (!Object.values(namesOf(after)).some((name) => name.trim() !== ''))
      problems.push({ code: 'no-name', value: one.id });
    if ('latitude' in after && (after.latitude === null) !== (after.longitude === null))
      problems.push({ code: 'half-coordinates', value: '' });
    const action = before === null ? 'add' : signOf(before) === signOf(after) ? 'same' : 'change';
    return { row: one.row, action, pid, version: existing?.version ?? null, before, after, problems, keys: [] };
  });
}

export const finish = <R>(rows: readonly Planned<R>[]): void => {
  for (const row of rows) if (isBad(row.problems)) row.action = 'bad';
};
