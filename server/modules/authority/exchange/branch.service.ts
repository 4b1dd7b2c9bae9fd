import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../../contract/api/index.js';
import type { Caller } from '../../../contract/caller.js';
import { Problem } from '../../../contract/problems.js';
import { decodeCursor, encodeCursor } from '../../../platform/database/cursor.js';
import { Database } from '../../../platform/database/database.js';
import { Ownership } from '../ownership.js';
import { type Term, type VocabularyRow, VocabularyStore, type VocabularyTerms } from '../vocabulary.store.js';

type Branch = Answer<'GET /vocabularies/:vocabulary/branch'>;
type Shown = Pick<Branch['rows'][number], 'pid' | 'external' | 'note' | 'variantLangs' | 'version'>;

/** A vocabulary opened where somebody looks: a classification scheme is never sent at once. */
@Injectable()
export class BranchService {
  constructor(
    private readonly db: Database,
    private readonly store: VocabularyStore,
    private readonly owner: Ownership,
  ) {}

  async branch(
    caller: Caller,
    pid: string,
    { parent, q, cursor, limit }: Input<'GET /vocabularies/:vocabulary/branch'>['query'],
  ): Promise<Branch> {
    const row = await this.db.one<VocabularyRow>(
      'SELECT id, pid, library_id AS "libraryId", key, name, ordered, version FROM vocabulary WHERE pid = $1',
      [pid],
    );
    if (!row) throw new Problem('vocabulary.not-found');
    this.owner.assertRead(caller, row.libraryId, 'vocabulary.not-found');
    const terms = await this.store.at(row);
    const above = parent === undefined ? null : terms.get(parent);
    if (above === undefined) throw new Problem('term.not-found', { code: parent });
    const all = q?.trim() ? terms.find(q, limit) : terms.below(above?.code ?? null);
    const from = cursor === undefined ? 0 : decodeCursor(cursor, ['int'])[0];
    const shown = all.slice(from, from + limit);
    return {
      rows: await this.views(terms, shown),
      next: from + limit < all.length ? encodeCursor([from + limit]) : null,
      total: all.length,
    };
  }

  private async views(terms: VocabularyTerms, shown: readonly Term[]): Promise<Branch['rows']> {
    const rows = await this.db.query<Shown>(
      `SELECT pid, external, note, variant_langs AS "variantLangs", version FROM term WHERE pid = ANY ($1)`,
      [shown.map(({ pid }) => pid)],
    );
    const more = new Map(rows.map((row) => [row.pid, row]));
    return shown.flatMap(({ parents, ...term }) => {
      const rest = more.get(term.pid);
      const place = { parent: parents[0] ?? null, above: parents, below: terms.below(term.code).length };
      return rest ? [{ ...term, ...rest, ...place }] : [];
    });
  }
}
