import { Injectable } from '@nestjs/common';
import type { LocalizedText } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Database } from '../../platform/database/database.js';
import { TermEntity } from './term.entity.js';

/** A term as those who keep it see it. */
export interface ListedTerm {
  id: number;
  pid: string;
  code: string;
  label: LocalizedText;
  variants: string[];
  /** Its code; one that was merged counts as what it was merged into. */
  parent: string | null;
  ord: number;
  external: Record<string, string>;
  note: LocalizedText;
  variantLangs: Record<string, string>;
  fromYear: number | null;
  toYear: number | null;
  version: number;
}

/** What of a term people change; what is not given stays. */
export interface TermChange {
  label?: LocalizedText | undefined;
  variants?: string[] | undefined;
  external?: Record<string, string> | undefined;
  note?: LocalizedText | undefined;
  variantLangs?: Record<string, string> | undefined;
  fromYear?: number | null | undefined;
  toYear?: number | null | undefined;
  parentId?: number | null | undefined;
}

export interface NewTerm extends TermChange {
  code: string;
  label: LocalizedText;
  parentId: number | null;
}

const select = `
  SELECT t.id, t.pid, t.code, t.label, t.variants, p.code AS parent, t.ord, t.external, t.note, t.variant_langs AS "variantLangs", t.from_year AS "fromYear",
         t.to_year AS "toYear", t.version
    FROM term t LEFT JOIN LATERAL (
      WITH RECURSIVE up AS (
        SELECT id, code, merged_into FROM term WHERE id = t.parent_id
        UNION SELECT n.id, n.code, n.merged_into FROM term n JOIN up ON n.id = up.merged_into
      ) SELECT code FROM up WHERE merged_into IS NULL) p ON true`;

@Injectable()
export class TermRepository {
  constructor(private readonly database: Database) {}

  of(vocabularyId: number): Promise<ListedTerm[]> {
    return this.database.query<ListedTerm>(
      `${select} WHERE t.vocabulary_id = $1 AND t.merged_into IS NULL ORDER BY t.ord, t.id`,
      [vocabularyId],
    );
  }

  async byId(id: number): Promise<ListedTerm> {
    return (await this.database.one<ListedTerm>(`${select} WHERE t.id = $1`, [id]))!;
  }

  /** Held until the transaction ends; with whose it is. */
  lock(
    pid: string,
  ): Promise<{ id: number; vocabularyId: number; libraryId: number | null; version: number } | undefined> {
    return this.database.one(
      `SELECT t.id, t.vocabulary_id AS "vocabularyId", v.library_id AS "libraryId", t.version
         FROM term t JOIN vocabulary v ON v.id = t.vocabulary_id WHERE t.pid = $1 FOR UPDATE OF t`,
      [pid],
    );
  }

  /** Behind those beside it. Nothing where the vocabulary has that code already, also when both come at once. */
  async add(vocabularyId: number, term: NewTerm): Promise<number | undefined> {
    const made = await this.database.one<{ id: number }>(
      `INSERT INTO term (pid, vocabulary_id, parent_id, code, label, variants, external, from_year, to_year, note, variant_langs, ord)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
               (SELECT coalesce(max(ord), 0) + 1 FROM term WHERE vocabulary_id = $2 AND parent_id IS NOT DISTINCT FROM $3))
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        newPid(),
        vocabularyId,
        term.parentId,
        term.code,
        term.label,
        JSON.stringify(term.variants ?? []),
        term.external ?? {},
        term.fromYear ?? null,
        term.toYear ?? null,
        term.note ?? {},
        term.variantLangs ?? {},
      ],
    );
    return made?.id;
  }

  /** Each change is another version. */
  async change(id: number, change: TermChange): Promise<void> {
    const { label, variants, external, note, variantLangs, fromYear, toYear, parentId } = change;
    await this.database
      .rows(TermEntity)
      .update({ id }, { label, variants, external, note, variantLangs, fromYear, toYear, parentId });
  }

  /** Which term a code means, and whether it is `below` itself or stands below it. */
  parent(
    vocabularyId: number,
    code: string,
    below: number | undefined,
  ): Promise<{ id: number; ring: boolean } | undefined> {
    return this.database.one(
      `WITH RECURSIVE up AS (
         SELECT id, coalesce(merged_into, parent_id) AS parent_id FROM term WHERE vocabulary_id = $1 AND code = $2
         UNION SELECT t.id, coalesce(t.merged_into, t.parent_id) FROM term t JOIN up ON t.id = up.parent_id
       )
       SELECT t.id, EXISTS (SELECT 1 FROM up WHERE id = $3) AS ring FROM term t
        WHERE t.vocabulary_id = $1 AND t.code = $2 AND t.merged_into IS NULL`,
      [vocabularyId, code, below ?? 0],
    );
  }

  /** The others below the same one, in their order; what was merged into that one counts as it. */
  beside(vocabularyId: number, id: number): Promise<{ id: number; code: string }[]> {
    return this.database.query(
      `WITH RECURSIVE own AS (
         SELECT parent_id FROM term WHERE id = $2
       ), top AS (
         SELECT t.id, t.merged_into FROM term t JOIN own ON t.id = own.parent_id
         UNION SELECT t.id, t.merged_into FROM term t JOIN top ON t.id = top.merged_into
       ), above AS (
         SELECT id FROM top UNION SELECT t.id FROM term t JOIN above ON t.merged_into = above.id
       )
       SELECT t.id, t.code FROM term t, own WHERE t.vocabulary_id = $1 AND t.merged_into IS NULL AND t.id <> $2
          AND (own.parent_id IS NULL AND t.parent_id IS NULL OR t.parent_id IN (SELECT id FROM above))
        ORDER BY t.ord, t.id`,
      [vocabularyId, id],
    );
  }

  async order(ids: number[]): Promise<void> {
    await this.database.query(
      `UPDATE term SET ord = wanted.ord FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (id, ord)
        WHERE term.id = wanted.id`,
      [ids],
    );
  }
}
