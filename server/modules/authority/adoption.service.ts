import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { TravellingVocabulary } from '../../contract/config.file.js';
import { localize } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { VocabularyRepository } from './vocabulary.repository.js';

interface Known {
  id: number;
  pid: string;
  libraryId: number | null;
}

/** Vocabularies that come with a configuration from elsewhere, so that records from there fit. */
@Injectable()
export class AdoptionService {
  constructor(
    private readonly db: Database,
    private readonly vocabularies: VocabularyRepository,
    private readonly audit: AuditService,
    private readonly changes: ChangeService,
  ) {}

  /**
   * Answers which stand under another key here. One that the library has of its own takes in the terms it lacks; one of
   * the platform is shared where it has them all, and else left alone: the library gets its own beside it.
   */
  async adopt(
    caller: Caller,
    libraryId: number,
    given: readonly TravellingVocabulary[],
  ): Promise<ReadonlyMap<string, string>> {
    this.db.requireTransaction('adopting vocabularies');
    const renamed = new Map<string, string>();
    for (const vocabulary of given) {
      const known = await this.known(libraryId, vocabulary.key);
      const lacking = known ? await this.lacking(known.id, vocabulary) : vocabulary.terms;
      if (known && lacking.length === 0) continue;
      if (known?.libraryId === libraryId) await this.fill(caller, libraryId, known, lacking, vocabulary.name);
      else if (!known) await this.make(caller, libraryId, vocabulary);
      else renamed.set(vocabulary.key, await this.beside(caller, libraryId, vocabulary));
    }
    return renamed;
  }

  private known(libraryId: number, key: string): Promise<Known | undefined> {
    return this.db.one<Known>(
      `SELECT id, pid, library_id AS "libraryId" FROM vocabulary WHERE key = $1 AND (library_id IS NULL OR library_id = $2)
        ORDER BY library_id NULLS LAST LIMIT 1`,
      [key, libraryId],
    );
  }

  private async lacking(id: number, { terms }: TravellingVocabulary): Promise<TravellingVocabulary['terms']> {
    const rows = await this.db.query<{ code: string }>(
      'SELECT code FROM term WHERE vocabulary_id = $1 AND code = ANY ($2)',
      [id, terms.map(({ code }) => code)],
    );
    const codes = new Set(rows.map(({ code }) => code));
    return terms.filter(({ code }) => !codes.has(code));
  }

  /** The library's own beside one of the platform, under the first key that is free or was made for the same before. */
  private async beside(caller: Caller, libraryId: number, vocabulary: TravellingVocabulary): Promise<string> {
    for (let n = 2; ; n++) {
      const key = `${vocabulary.key.slice(0, 36)}-${n}`;
      const known = await this.known(libraryId, key);
      if (!known) await this.make(caller, libraryId, { ...vocabulary, key });
      else if ((await this.lacking(known.id, vocabulary)).length > 0) continue;
      return key;
    }
  }

  private async make(caller: Caller, libraryId: number, vocabulary: TravellingVocabulary): Promise<void> {
    const { key, name, ordered, terms } = vocabulary;
    const made = await this.db.one<{ id: number; pid: string }>(
      'INSERT INTO vocabulary (pid, library_id, key, name, ordered) VALUES ($1, $2, $3, $4, $5) RETURNING id, pid',
      [newPid(), libraryId, key, name, ordered],
    );
    await this.put(made!.id, terms);
    await this.record(caller, 'vocabulary.create', libraryId, made!.pid, name);
  }

  private async fill(
    caller: Caller,
    libraryId: number,
    { id, pid }: Known,
    terms: TravellingVocabulary['terms'],
    name: TravellingVocabulary['name'],
  ): Promise<void> {
    await this.put(id, terms);
    await this.vocabularies.touch(id);
    await this.record(caller, 'vocabulary.change', libraryId, pid, name);
  }

  /** Terms stand below terms earlier in the list, or below those that are there. */
  private async put(id: number, terms: TravellingVocabulary['terms']): Promise<void> {
    const rows = JSON.stringify(terms.map((term, ord) => ({ ...term, pid: newPid(), ord })));
    await this.db.query(
      `INSERT INTO term (pid, vocabulary_id, code, label, variants, from_year, to_year, ord)
       SELECT pid, $2, code, label, variants, "fromYear", "toYear",
              ord + (SELECT coalesce(max(ord) + 1, 0) FROM term WHERE vocabulary_id = $2)
         FROM jsonb_to_recordset($1)
           AS t (pid text, code text, label jsonb, variants jsonb, "fromYear" int, "toYear" int, ord int)`,
      [rows, id],
    );
    await this.db.query(
      `UPDATE term SET parent_id = above.id FROM jsonb_to_recordset($1) AS t (pid text, parent text)
         JOIN term above ON above.vocabulary_id = $2 AND above.code = t.parent WHERE term.pid = t.pid`,
      [rows, id],
    );
  }

  private async record(
    caller: Caller,
    action: string,
    libraryId: number,
    pid: string,
    name: TravellingVocabulary['name'],
  ): Promise<void> {
    await this.audit.record(caller, action, { libraryId, kind: 'vocabulary', pid, title: localize(name, 'zh-CN') });
    await this.changes.append('change', { subject: 'site', libraryId });
  }
}
