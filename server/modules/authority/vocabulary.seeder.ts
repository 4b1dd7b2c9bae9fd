import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { SettingRepository } from '../../platform/database/setting.repository.js';
import { ChangeService } from '../change/change.service.js';
import { type ShippedTerm, type ShippedVocabulary, shippedVocabularies } from './vocabularies/index.js';

const setting = 'authority.vocabularies';
/** Any number: processes that start together agree on it. */
const seedLock = 41_190_755;

/**
 * Brings the vocabularies that we ship into the database, once for each state of their files. Terms are added and
 * corrected; one that somebody has changed here stays as they made it, and none is ever taken away.
 */
@Injectable()
export class VocabularySeeder implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly settings: SettingRepository,
    private readonly changes: ChangeService,
  ) {}

  onModuleInit(): Promise<void> {
    return this.seed(shippedVocabularies);
  }

  async seed(vocabularies: readonly ShippedVocabulary[]): Promise<void> {
    const hash = createHash('sha256').update(JSON.stringify(vocabularies)).digest('hex');
    if ((await this.settings.get(setting)) === hash) return;
    await this.db.transaction(async () => {
      await this.db.query('SELECT pg_advisory_xact_lock($1)', [seedLock]);
      if ((await this.settings.get(setting)) === hash) return;
      await this.plant(vocabularies);
      await this.changes.append('change', { subject: 'site', libraryId: null });
      await this.settings.put(setting, hash);
    });
  }

  /** Every platform and every test begins with this: three statements, not one a term. */
  private async plant(vocabularies: readonly ShippedVocabulary[]): Promise<void> {
    const made = await this.db.query<{ id: number; key: string }>(
      `INSERT INTO vocabulary (pid, library_id, key, name, ordered)
       SELECT pid, NULL, key, name, true FROM jsonb_to_recordset($1) AS v (pid text, key text, name jsonb)
       ON CONFLICT (coalesce(library_id, 0), key) DO UPDATE SET version = vocabulary.version + 1 RETURNING id, key`,
      [JSON.stringify(vocabularies.map(({ key, name }) => ({ pid: newPid(), key, name })))],
    );
    const ids = new Map(made.map(({ id, key }) => [key, id]));
    const rows = vocabularies.flatMap(({ key, terms }) => rowsOf(ids.get(key)!, terms));
    await this.db.query(
      `INSERT INTO term (pid, vocabulary_id, code, label, variants, external, from_year, to_year, ord)
       SELECT pid, vocabulary, code, label, coalesce(variants, '[]'), coalesce(external, '{}'),
              (years ->> 0)::int, (years ->> 1)::int, ord
         FROM jsonb_to_recordset($1)
           AS t (pid text, vocabulary bigint, code text, label jsonb, variants jsonb, external jsonb, years jsonb, ord int)
       ON CONFLICT (vocabulary_id, code) DO UPDATE SET label = excluded.label, variants = excluded.variants,
         external = excluded.external, from_year = excluded.from_year, to_year = excluded.to_year, ord = excluded.ord
       WHERE term.version = 1`,
      [JSON.stringify(rows)],
    );
    await this.db.query(
      `UPDATE term SET parent_id = parent.id
         FROM jsonb_to_recordset($1) AS t (vocabulary bigint, code text, parent text)
         LEFT JOIN term parent ON parent.vocabulary_id = t.vocabulary AND parent.code = t.parent
        WHERE term.vocabulary_id = t.vocabulary AND term.code = t.code AND term.version = 1
          AND term.parent_id IS DISTINCT FROM parent.id`,
      [JSON.stringify(rows.map(({ vocabulary, code, parent }) => ({ vocabulary, code, parent })))],
    );
  }
}

type TermRow = Omit<ShippedTerm, 'narrower'> & { pid: string; vocabulary: number; parent: string | null; ord: number };

function rowsOf(vocabulary: number, shipped: readonly ShippedTerm[]): TermRow[] {
  const rows: TermRow[] = [];
  const plant = (terms: readonly ShippedTerm[], parent: string | null): void => {
    for (const { narrower = [], ...term } of terms) {
      rows.push({ ...term, pid: newPid(), vocabulary, parent, ord: rows.length });
      plant(narrower, term.code);
    }
  };
  plant(shipped, null);
  return rows;
}
