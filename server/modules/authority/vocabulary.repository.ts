import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { VocabularyEntity } from './vocabulary.entity.js';

/** A vocabulary as those who keep it see it: with how many terms it has, and whose it is. */
export interface ListedVocabulary {
  id: number;
  libraryId: number | null;
  pid: string;
  key: string;
  name: LocalizedText;
  ordered: boolean;
  version: number;
  terms: number;
  library: { pid: string; name: LocalizedText } | null;
}

export interface NewVocabulary {
  libraryId: number | null;
  key: string;
  name: LocalizedText;
  ordered: boolean;
}

const select = `
  SELECT v.id, v.library_id AS "libraryId", v.pid, v.key, v.name, v.ordered, v.version,
         (SELECT count(*)::int FROM term t WHERE t.vocabulary_id = v.id AND t.merged_into IS NULL) AS terms,
         CASE WHEN l.id IS NULL THEN NULL ELSE jsonb_build_object('pid', l.pid, 'name', l.name) END AS library
    FROM vocabulary v LEFT JOIN library l ON l.id = v.library_id`;

@Injectable()
export class VocabularyRepository {
  constructor(private readonly database: Database) {}

  /** The platform's, with those of one library or else of all that are given. */
  list(only: number | null, of: { all: boolean; libraries: number[] }): Promise<ListedVocabulary[]> {
    return this.database.query<ListedVocabulary>(
      `${select}
        WHERE v.library_id IS NULL OR ($1::bigint IS NULL AND ($2 OR v.library_id = ANY($3))) OR v.library_id = $1
        ORDER BY v.library_id NULLS FIRST, v.id`,
      [only, of.all, of.libraries],
    );
  }

  byId(id: number): Promise<ListedVocabulary | undefined> {
    return this.database.one<ListedVocabulary>(`${select} WHERE v.id = $1`, [id]);
  }

  byPid(pid: string): Promise<ListedVocabulary | undefined> {
    return this.database.one<ListedVocabulary>(`${select} WHERE v.pid = $1`, [pid]);
  }

  /** Nothing where its owner has that key already, also when both come at once. */
  async add({ libraryId, key, name, ordered }: NewVocabulary): Promise<number | undefined> {
    const made = await this.database.one<{ id: number }>(
      `INSERT INTO vocabulary (pid, library_id, key, name, ordered) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [newPid(), libraryId, key, name, ordered],
    );
    return made?.id;
  }

  /** Whoever changes it works on what stands there now. */
  async lock(pid: string): Promise<ListedVocabulary | undefined> {
    await this.database.query('SELECT 1 FROM vocabulary WHERE pid = $1 FOR UPDATE', [pid]);
    return this.byPid(pid);
  }

  async rename(id: number, name: LocalizedText): Promise<void> {
    await this.database.rows(VocabularyEntity).update({ id }, { name, version: () => 'version + 1' });
  }

  /** With its terms, of which one may stand below another. */
  async remove(id: number): Promise<void> {
    await this.database.query('UPDATE term SET parent_id = NULL, merged_into = NULL WHERE vocabulary_id = $1', [id]);
    await this.database.query('DELETE FROM vocabulary WHERE id = $1', [id]);
  }

  /** Whoever keeps its terms in memory reads them again. */
  async touch(id: number): Promise<void> {
    await this.database.rows(VocabularyEntity).update({ id }, { version: () => 'version + 1' });
  }
}
