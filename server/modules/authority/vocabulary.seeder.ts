import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
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
  constructor(private readonly db: Database) {}

  onModuleInit(): Promise<void> {
    return this.seed(shippedVocabularies);
  }

  async seed(vocabularies: readonly ShippedVocabulary[]): Promise<void> {
    const hash = createHash('sha256').update(JSON.stringify(vocabularies)).digest('hex');
    if ((await this.seeded()) === hash) return;
    await this.db.transaction(async () => {
      await this.db.query('SELECT pg_advisory_xact_lock($1)', [seedLock]);
      if ((await this.seeded()) === hash) return;
      for (const vocabulary of vocabularies) await this.seedOne(vocabulary);
      await this.db.query(
        `INSERT INTO platform_setting (key, value) VALUES ($1, to_jsonb($2::text))
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
        [setting, hash],
      );
    });
  }

  private async seeded(): Promise<string | undefined> {
    const row = await this.db.one<{ hash: string }>(
      `SELECT value #>> '{}' AS hash FROM platform_setting WHERE key = $1`,
      [setting],
    );
    return row?.hash;
  }

  private async seedOne(vocabulary: ShippedVocabulary): Promise<void> {
    const row = await this.db.one<{ id: number }>(
      `INSERT INTO vocabulary (pid, library_id, key, name, ordered) VALUES ($1, NULL, $2, $3, true)
       ON CONFLICT (coalesce(library_id, 0), key) DO UPDATE SET version = vocabulary.version + 1 RETURNING id`,
      [newPid(), vocabulary.key, vocabulary.name],
    );
    let ord = 0;
    const plant = async (terms: readonly ShippedTerm[], parentId: number | null): Promise<void> => {
      for (const term of terms) {
        await this.db.query(
          `INSERT INTO term (pid, vocabulary_id, parent_id, code, label, variants, external, from_year, to_year, ord)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           ON CONFLICT (vocabulary_id, code) DO UPDATE SET parent_id = excluded.parent_id, label = excluded.label,
             variants = excluded.variants, external = excluded.external, from_year = excluded.from_year,
             to_year = excluded.to_year, ord = excluded.ord
           WHERE term.version = 1`,
          [
            newPid(),
            row!.id,
            parentId,
            term.code,
            term.label,
            JSON.stringify(term.variants ?? []),
            term.external ?? {},
            term.years?.[0] ?? null,
            term.years?.[1] ?? null,
            ord++,
          ],
        );
        if (!term.narrower) continue;
        const parent = await this.db.one<{ id: number }>('SELECT id FROM term WHERE vocabulary_id = $1 AND code = $2', [
          row!.id,
          term.code,
        ]);
        await plant(term.narrower, parent!.id);
      }
    };
    await plant(vocabulary.terms, null);
  }
}
