import { Injectable } from '@nestjs/common';
import { Problem } from '../../../contract/problems.js';
import { Database } from '../../../platform/database/database.js';
import { nameForm, searchText, sortTextOf } from '../name.forms.js';
import { type Existing, finish, newTarget, type Planned, planRows, type Target } from './plan.js';
import { type AgentRecord, blank, type Incoming, type PlaceRecord, type Records } from './records.js';
import { ringAmong } from './rings.js';
import { takeAway } from './take.away.js';
import type { Identified } from './table.js';
import type { Writing, Written } from './term.shelf.js';

type NameKind = 'agent' | 'place';
type Row<K extends NameKind> = Records[K] & { pid: string; version: number; merged: boolean };

interface Own {
  /** Who owns the records; null is the platform. */
  libraryId: number | null;
}

const columns: Record<NameKind, [column: string, property: string, type: string][]> = {
  agent: [
    ['kind', 'kind', 'text'],
    ['name', 'name', 'jsonb'],
    ['dynasty', 'dynasty', 'text'],
    ['birth_year', 'birthYear', 'int'],
    ['death_year', 'deathYear', 'int'],
    ['variants', 'variants', 'jsonb'],
    ['variant_kinds', 'variantKinds', 'jsonb'],
    ['note', 'note', 'jsonb'],
    ['external', 'external', 'jsonb'],
  ],
  place: [
    ['name', 'name', 'jsonb'],
    ['modern_name', 'modernName', 'jsonb'],
    ['latitude', 'latitude', 'float8'],
    ['longitude', 'longitude', 'float8'],
    ['variants', 'variants', 'jsonb'],
    ['variant_kinds', 'variantKinds', 'jsonb'],
    ['external', 'external', 'jsonb'],
  ],
};

const select = (kind: NameKind): string =>
  `SELECT n.pid, n.version, n.merged_into IS NOT NULL AS merged, ${kind === 'place' ? '(SELECT up.pid FROM place up WHERE up.id = n.parent_id) AS parent, ' : ''}
          ${columns[kind].map(([column, property]) => `n.${column} AS "${property}"`).join(', ')} FROM ${kind} n`;

function recordOf<K extends NameKind>({
  pid: _pid,
  version: _version,
  merged: _merged,
  ...record
}: Row<K>): Records[K] {
  return record as unknown as Records[K];
}

/** What tells two of one name apart: where both say something of it, they have to say the same. */
const marks: { [K in NameKind]: (record: Records[K]) => unknown[] } = {
  agent: ({ dynasty, birthYear, deathYear }: AgentRecord) => [dynasty, birthYear, deathYear],
  place: ({ modernName, latitude, longitude }: PlaceRecord) => [modernName['zh-CN'] ?? null, latitude, longitude],
};
const fits = (one: unknown[], other: unknown[]) =>
  one.every((mark, at) => mark === null || other[at] === null || mark === other[at]);

/** People and places of one owner: which of them a row of a file means, and writing them in parts. */
@Injectable()
export class NameShelf {
  constructor(private readonly db: Database) {}

  async all<K extends NameKind>(kind: K, { libraryId }: Own): Promise<Identified<Records[K]>[]> {
    const rows = await this.db.query<Row<K>>(
      `${select(kind)} WHERE n.merged_into IS NULL AND n.library_id IS NOT DISTINCT FROM $1 ORDER BY n.sort_text COLLATE "C", n.id`,
      [libraryId],
    );
    return rows.map((row) => ({ id: row.pid, record: recordOf(row) }));
  }

  /** Each row by itself. What a place lies in is left as it is written: only the whole file can tell what that is. */
  async plan<K extends NameKind>(
    kind: K,
    own: Own,
    incoming: readonly Incoming<Records[K]>[],
  ): Promise<Planned<Records[K]>[]> {
    const drafts = incoming.map((one) => one.over(blank[kind]()));
    const rows = planRows(kind, incoming, await this.targets(kind, own, incoming, drafts));
    for (const [at, row] of rows.entries()) {
      const { id } = incoming[at]!;
      const called = kind === 'place' ? Object.values(drafts[at]!.name).map((name) => `@${name}`) : [];
      row.keys = [...this.keysOf(kind, row), ...called, ...(kind === 'place' && id !== '' ? [`#${id}`] : [])];
    }
    finish(rows);
    return rows;
  }

  /** Writes what nobody has changed since it was read, and says what was written. */
  async write<K extends NameKind>(
    kind: K,
    { libraryId }: Own,
    rows: readonly Writing<Records[K]>[],
  ): Promise<Written[]> {
    const own = columns[kind];
    const table = rows.map(({ pid, version, record }) => {
      const more = 'modernName' in record ? Object.values(record.modernName) : [];
      return {
        ...record,
        pid,
        version,
        sort: sortTextOf(record.name),
        search: searchText(record.name, record.variants, more),
      };
    });
    const typed = own.map(([, property, type]) => `"${property}" ${type}`).join(', ');
    const names = own.map(([column]) => column).join(', ');
    const written = await this.db.query<Written>(
      `WITH t AS (
         SELECT * FROM jsonb_to_recordset($1) AS t (pid text, version int, sort text, search text, ${typed})
       ), made AS (
         INSERT INTO ${kind} (pid, library_id, sort_text, search_text, ${names})
         SELECT pid, $2, sort, search, ${own.map(([, property]) => `"${property}"`).join(', ')} FROM t WHERE version IS NULL
         ON CONFLICT DO NOTHING RETURNING pid, version
       ), mended AS (
         UPDATE ${kind} n SET sort_text = t.sort, search_text = t.search, version = n.version + 1,
                ${own.map(([column, property]) => `${column} = t."${property}"`).join(', ')}
           FROM t WHERE n.pid = t.pid AND n.version = t.version AND n.library_id IS NOT DISTINCT FROM $2 AND n.merged_into IS NULL
         RETURNING n.pid, n.version
       ) SELECT pid, version FROM made UNION ALL SELECT pid, version FROM mended`,
      [JSON.stringify(table), libraryId],
    );
    if (kind === 'place') await this.lay(written, rows as unknown as readonly Writing<PlaceRecord>[], libraryId);
    return written;
  }

  /** Takes names away again that nobody has changed, and below which nothing stands. */
  remove(kind: NameKind, { libraryId }: Own, rows: readonly Written[]): Promise<string[]> {
    return takeAway(this.db, kind, { column: 'library_id', id: libraryId }, rows);
  }

  /** By public id, by a number elsewhere, else by name with what tells two of one name apart. */
  private async targets<K extends NameKind>(
    kind: K,
    { libraryId }: Own,
    incoming: readonly Incoming<Records[K]>[],
    drafts: readonly Records[K][],
  ): Promise<Target<Records[K]>[]> {
    const ids = incoming.map(({ id }) => id).filter(Boolean);
    const foreign = new Set(
      libraryId === null
        ? []
        : (
            await this.db.query<{ pid: string }>(
              `SELECT pid FROM ${kind} WHERE pid = ANY ($1) AND library_id IS NULL`,
              [ids],
            )
          ).map(({ pid }) => pid),
    );
    const names = [...new Set(drafts.flatMap(({ name }) => Object.values(name)))];
    // Each by an index of its own: a part of a file must not read all there is.
    const rows = await this.db.query<Row<K>>(
      `${select(kind)} WHERE n.library_id IS NOT DISTINCT FROM $1 AND n.id IN (
         SELECT id FROM ${kind} WHERE pid = ANY ($2)
         UNION SELECT id FROM ${kind}_named($3) AS called WHERE merged_into IS NULL AND library_id IS NOT DISTINCT FROM $1
           AND EXISTS (SELECT 1 FROM jsonb_each_text(called.name) AS one WHERE one.value = ANY ($4))
         UNION SELECT id FROM ${kind}_numbered($5) WHERE merged_into IS NULL AND library_id IS NOT DISTINCT FROM $1)`,
      [
        libraryId,
        ids,
        [...new Set(names.map(nameForm))].filter(Boolean),
        names,
        [...new Set(drafts.flatMap(numbersOf))],
      ],
    );
    const byId = new Map(rows.map((row) => [row.pid, row]));
    const [byName, byNumber] = [new Map<string, Row<K>[]>(), new Map<string, Row<K>>()];
    for (const row of rows) {
      if (row.merged) continue;
      for (const name of new Set(Object.values(row.name))) byName.set(name, [...(byName.get(name) ?? []), row]);
      for (const number of numbersOf(row)) byNumber.set(number, row);
    }
    const there = (row: Row<K>): Target<Records[K]> => {
      const existing: Existing<Records[K]> = { pid: row.pid, version: row.version, record: recordOf(row) };
      return { pid: row.pid, existing, problem: undefined };
    };
    const marksOf = marks[kind] as (record: AgentRecord | PlaceRecord) => unknown[];
    return incoming.map((one, at) => {
      const [{ id }, draft] = [one, drafts[at]!];
      if (foreign.has(id)) return newTarget({ code: 'not-ours', value: id });
      const named = byId.get(id);
      if (named?.merged) return newTarget({ code: 'merged', value: id });
      if (named) return there(named);
      const number = numbersOf(draft).find((one) => byNumber.has(one));
      if (number !== undefined) return there(byNumber.get(number)!);
      const own = marksOf(draft);
      const alike = [...new Set(Object.values(draft.name).flatMap((name) => byName.get(name) ?? []))].filter(
        (row) => fits(own, marksOf(recordOf(row))) && (!saysKind(one) || kindOf(draft) === kindOf(row)),
      );
      const exact = alike.filter((row) => JSON.stringify(marksOf(recordOf(row))) === JSON.stringify(own));
      const [only, second] = exact.length > 0 ? exact : alike;
      if (second) return newTarget({ code: 'several', value: Object.values(draft.name)[0] ?? '' });
      return only ? there(only) : newTarget();
    });
  }

  /** Two rows of a file that give one record, or two that nobody could tell apart. */
  private keysOf<K extends NameKind>(kind: K, row: Planned<Records[K]>): string[] {
    const name = JSON.stringify([Object.entries(row.after.name).sort(), kindOf(row.after), ...marks[kind](row.after)]);
    const keys = row.before === null ? [`n${name}`, ...numbersOf(row.after).map((number) => `x${number}`)] : [row.pid];
    return keys.map((key) => `=${key}`);
  }

  private async lay(
    written: readonly Written[],
    rows: readonly Writing<PlaceRecord>[],
    libraryId: number | null,
  ): Promise<void> {
    const done = new Set(written.map(({ pid }) => pid));
    const parents = rows.flatMap(({ pid, record }) => (done.has(pid) ? [{ pid, parent: record.parent }] : []));
    await this.db.query(
      `UPDATE place SET parent_id = up.id FROM jsonb_to_recordset($1) AS t (pid text, parent text)
         LEFT JOIN place up ON up.pid = t.parent AND (up.library_id IS NULL OR up.library_id = $2)
        WHERE place.pid = t.pid AND place.parent_id IS DISTINCT FROM up.id`,
      [JSON.stringify(parents), libraryId],
    );
    const moved = rows.flatMap(({ pid, version }) => (version !== null && done.has(pid) ? [pid] : []));
    if (await ringAmong(this.db, 'place', moved)) throw new Problem('place.ring');
  }
}

/** Whether a row says what kind of agent it is of: what it does not say stays as it was. */
function saysKind<R extends object>(one: Incoming<R>): boolean {
  const kept = (kind: string) =>
    kindOf(one.over({ ...blank.agent(), ...blank.place(), kind } as unknown as R)) === kind;
  return !(kept('family') && kept('body'));
}
const kindOf = (record: object): unknown => ('kind' in record ? record.kind : undefined);
const numbersOf = ({ external }: { external: Record<string, string> }): string[] =>
  Object.entries(external).map(([key, value]) => `${key} ${value}`);
