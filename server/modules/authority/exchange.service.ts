import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { Ownership } from './ownership.js';
import { writeSkos } from './term.skos.js';
import { readTable, type TermRow, writeTable } from './term.table.js';
import { UsageService } from './usage.service.js';

interface List {
  id: number;
  pid: string;
  key: string;
  name: LocalizedText;
  libraryId: number | null;
}

interface Stored extends TermRow {
  pid: string;
  merged: boolean;
}

/** What is said of the first of them is enough to mend the file. */
const mostProblems = 200;

/** A vocabulary as a file: a table that people edit, SKOS for other systems. */
@Injectable()
export class ExchangeService {
  constructor(
    private readonly db: Database,
    private readonly owner: Ownership,
    private readonly usage: UsageService,
    private readonly audit: AuditService,
  ) {}

  async save(
    caller: Caller,
    pid: string,
    format: 'csv' | 'skos',
  ): Promise<Answer<'GET /vocabularies/:vocabulary/export'>> {
    const list = await this.list(pid);
    this.owner.assertRead(caller, list.libraryId, 'vocabulary.not-found');
    const terms = (await this.terms(list.id)).filter(({ merged }) => !merged);
    return format === 'csv'
      ? { name: `${list.key}.csv`, type: 'text/csv', text: writeTable(terms) }
      : { name: `${list.key}.ttl`, type: 'text/turtle', text: writeSkos(`urn:linlang:${pid}`, list, terms) };
  }

  /** All of a table or nothing of it; first dry, so that what it would do is known. */
  load(
    caller: Caller,
    pid: string,
    { text, dry }: Input<'POST /vocabularies/:vocabulary/import'>['body'],
  ): Promise<Answer<'POST /vocabularies/:vocabulary/import'>> {
    return this.db.transaction(async () => {
      const list = await this.list(pid, 'FOR UPDATE');
      this.owner.assertEdit(caller, list.libraryId, 'vocabulary.not-found');
      const stored = new Map((await this.terms(list.id)).map((term) => [term.code, term]));
      const live = [...stored.values()].filter(({ merged }) => !merged);
      const merged = new Set([...stored.values()].flatMap((term) => (term.merged ? [term.code] : [])));
      const known = new Map(live.map(({ code, parent }) => [code, parent]));
      const { rows, problems, given } = readTable(text, known, merged);
      const changes = rows.flatMap((row) => {
        const before = stored.get(row.code);
        return before ? [{ before, after: over(before, row, given) }] : [];
      });
      const changed = changes.filter(({ before, after }) => signOf(before) !== signOf(after));
      const added = rows.filter(({ code }) => !stored.has(code));
      const counts = { added: added.length, changed: changed.length, same: changes.length - changed.length };
      const apply = !dry && problems.length === 0;
      if (apply && added.length + changed.length > 0) {
        const all = [
          ...added.map((row) => ({ ...row, pid: newPid() })),
          ...changed.map(({ before, after }) => ({ ...after, pid: before.pid })),
        ];
        await this.write(list.id, all);
        const { libraryId } = list;
        const renamed = changed.map(({ before }) => before.pid);
        if (renamed.length > 0) await this.usage.termRenamed(caller, { pid, libraryId }, renamed);
        const subject = { libraryId, kind: 'vocabulary', pid, title: localize(list.name, 'zh-CN') };
        await this.audit.record(caller, 'vocabulary.import', subject, counts);
      }
      return { ...counts, problems: problems.slice(0, mostProblems), applied: apply };
    });
  }

  private async write(vocabularyId: number, rows: readonly (TermRow & { pid: string })[]): Promise<void> {
    const table = JSON.stringify(rows.map((row, at) => ({ ...row, at })));
    await this.db.query(
      `INSERT INTO term (pid, vocabulary_id, code, label, variants, from_year, to_year, ord)
       SELECT pid, $2, code, label, variants, "fromYear", "toYear",
              at + (SELECT coalesce(max(ord), 0) + 1 FROM term WHERE vocabulary_id = $2)
         FROM jsonb_to_recordset($1) AS t (pid text, code text, label jsonb, variants jsonb, "fromYear" int, "toYear" int, at int)
       ON CONFLICT (vocabulary_id, code) DO UPDATE SET label = excluded.label, variants = excluded.variants,
         from_year = excluded.from_year, to_year = excluded.to_year, version = term.version + 1`,
      [table, vocabularyId],
    );
    await this.db.query(
      `UPDATE term SET parent_id = (SELECT id FROM term above WHERE above.vocabulary_id = $2 AND above.code = t.parent)
         FROM jsonb_to_recordset($1) AS t (code text, parent text)
        WHERE term.vocabulary_id = $2 AND term.code = t.code`,
      [table, vocabularyId],
    );
    await this.db.query('UPDATE vocabulary SET version = version + 1 WHERE id = $1', [vocabularyId]);
  }

  private async list(pid: string, lock = ''): Promise<List> {
    const row = await this.db.one<List>(
      `SELECT id, pid, key, name, library_id AS "libraryId" FROM vocabulary WHERE pid = $1 ${lock}`,
      [pid],
    );
    if (!row) throw new Problem('vocabulary.not-found');
    return row;
  }

  /** What stands below a merged term stands below the one that was kept. */
  private terms(vocabularyId: number): Promise<Stored[]> {
    return this.db.query<Stored>(
      `SELECT t.pid, t.code, t.label, t.variants, t.from_year AS "fromYear", t.to_year AS "toYear",
              t.merged_into IS NOT NULL AS merged, p.code AS parent
         FROM term t LEFT JOIN LATERAL (
           WITH RECURSIVE up AS (
             SELECT id, code, merged_into FROM term WHERE id = t.parent_id
             UNION SELECT n.id, n.code, n.merged_into FROM term n JOIN up ON n.id = up.merged_into
           ) SELECT code FROM up WHERE merged_into IS NULL) p ON true
        WHERE t.vocabulary_id = $1 ORDER BY t.ord, t.id`,
      [vocabularyId],
    );
  }
}

/** Columns that the table does not have, and languages that it has no column for, stay as they are. */
function over(before: Stored, row: TermRow, given: ReadonlySet<string>): TermRow {
  return {
    code: before.code,
    parent: given.has('parent') ? row.parent : before.parent,
    label: { ...before.label, ...row.label },
    variants: given.has('variants') ? row.variants : before.variants,
    fromYear: given.has('from') ? row.fromYear : before.fromYear,
    toYear: given.has('to') ? row.toYear : before.toYear,
  };
}

const signOf = ({ parent, label, variants, fromYear, toYear }: TermRow): string =>
  JSON.stringify([parent, Object.entries(label).sort(), variants, fromYear, toYear]);
