import { Injectable } from '@nestjs/common';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { newPid } from '../../contract/pid.js';
import { Problem } from '../../contract/problems.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { Ownership } from './ownership.js';
import { UsageService } from './usage.service.js';

type VocabularyView = Answer<'GET /vocabularies'>['rows'][number];
type TermView = Answer<'PATCH /terms/:term'>;
type Row = VocabularyView & { id: number; libraryId: number | null };

const vocabularySelect = `
  SELECT v.id, v.library_id AS "libraryId", v.pid, v.key, v.name, v.ordered, v.version,
         (SELECT count(*)::int FROM term t WHERE t.vocabulary_id = v.id AND t.merged_into IS NULL) AS terms,
         CASE WHEN l.id IS NULL THEN NULL ELSE jsonb_build_object('pid', l.pid, 'name', l.name) END AS library
    FROM vocabulary v LEFT JOIN library l ON l.id = v.library_id`;

const termSelect = `
  SELECT t.id, t.pid, t.code, t.label, t.variants, p.code AS parent, t.ord, t.external, t.note, t.variant_langs AS "variantLangs", t.from_year AS "fromYear",
         t.to_year AS "toYear", t.version
    FROM term t LEFT JOIN LATERAL (
      WITH RECURSIVE up AS (
        SELECT id, code, merged_into FROM term WHERE id = t.parent_id
        UNION SELECT n.id, n.code, n.merged_into FROM term n JOIN up ON n.id = up.merged_into
      ) SELECT code FROM up WHERE merged_into IS NULL) p ON true`;

const asView = ({ id: _id, libraryId: _libraryId, ...view }: Row): VocabularyView => view;
const asTerm = ({ id: _id, ...view }: TermView & { id: number }): TermView => view;

/** Vocabularies and their terms, for those who keep them. */
@Injectable()
export class VocabularyService {
  constructor(
    private readonly db: Database,
    private readonly audit: AuditService,
    private readonly owner: Ownership,
    private readonly usage: UsageService,
    private readonly changes: ChangeService,
  ) {}

  async list(caller: Caller, query: Input<'GET /vocabularies'>['query']): Promise<{ rows: VocabularyView[] }> {
    const only = query.library === undefined ? undefined : await this.owner.readIn(caller, query.library);
    const { all, libraries } = this.owner.readable(caller);
    const rows = await this.db.query<Row>(
      `${vocabularySelect}
        WHERE v.library_id IS NULL OR ($1::bigint IS NULL AND ($2 OR v.library_id = ANY($3))) OR v.library_id = $1
        ORDER BY v.library_id NULLS FIRST, v.id`,
      [only ?? null, all, libraries],
    );
    return { rows: rows.map(asView) };
  }

  async create(caller: Caller, body: Input<'POST /vocabularies'>['body']): Promise<VocabularyView> {
    const libraryId = await this.owner.createIn(caller, body.library);
    return this.db.transaction(async () => {
      const made = await this.db.one<{ id: number; pid: string }>(
        `INSERT INTO vocabulary (pid, library_id, key, name, ordered) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING RETURNING id, pid`,
        [newPid(), libraryId, body.key, body.name, body.ordered],
      );
      if (!made) throw new Problem('vocabulary.key-taken', { key: body.key });
      await this.record(caller, 'vocabulary.create', libraryId, 'vocabulary', made.pid, body.name);
      return asView(await this.row('v.id = $1', made.id));
    });
  }

  async terms(caller: Caller, pid: string): Promise<Answer<'GET /vocabularies/:vocabulary/terms'>> {
    const vocabulary = await this.row('v.pid = $1', pid);
    this.owner.assertRead(caller, vocabulary.libraryId, 'vocabulary.not-found');
    const rows = await this.db.query<TermView & { id: number }>(
      `${termSelect} WHERE t.vocabulary_id = $1 AND t.merged_into IS NULL ORDER BY t.ord, t.id`,
      [vocabulary.id],
    );
    return { vocabulary: asView(vocabulary), rows: rows.map(asTerm) };
  }

  async addTerm(
    caller: Caller,
    pid: string,
    body: Input<'POST /vocabularies/:vocabulary/terms'>['body'],
  ): Promise<TermView> {
    const vocabulary = await this.row('v.pid = $1', pid);
    this.owner.assertEdit(caller, vocabulary.libraryId, 'vocabulary.not-found');
    return this.db.transaction(async () => {
      const parentId = await this.parentId(vocabulary.id, body.parent ?? null);
      const made = await this.db.one<{ id: number; pid: string }>(
        `INSERT INTO term (pid, vocabulary_id, parent_id, code, label, variants, external, from_year, to_year, note, variant_langs, ord)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                 (SELECT coalesce(max(ord), 0) + 1 FROM term WHERE vocabulary_id = $2 AND parent_id IS NOT DISTINCT FROM $3))
         ON CONFLICT DO NOTHING RETURNING id, pid`,
        [
          newPid(),
          vocabulary.id,
          parentId,
          body.code,
          body.label,
          JSON.stringify(body.variants ?? []),
          body.external ?? {},
          body.fromYear ?? null,
          body.toYear ?? null,
          body.note ?? {},
          body.variantLangs ?? {},
        ],
      );
      if (!made) throw new Problem('term.code-taken', { code: body.code });
      await this.touch(vocabulary.id);
      await this.record(caller, 'term.create', vocabulary.libraryId, 'term', made.pid, body.label);
      return this.term(made.id);
    });
  }

  async changeTerm(caller: Caller, pid: string, body: Input<'PATCH /terms/:term'>['body']): Promise<TermView> {
    return this.db.transaction(async () => {
      const found = await this.db.one<{
        id: number;
        vocabularyId: number;
        libraryId: number | null;
        version: number;
      }>(
        `SELECT t.id, t.vocabulary_id AS "vocabularyId", v.library_id AS "libraryId", t.version
           FROM term t JOIN vocabulary v ON v.id = t.vocabulary_id WHERE t.pid = $1 FOR UPDATE OF t`,
        [pid],
      );
      if (!found) throw new Problem('term.not-found');
      this.owner.assertEdit(caller, found.libraryId, 'term.not-found');
      if (found.version !== body.version) throw new Problem('authority.changed', { version: found.version });
      const moves = body.parent !== undefined;
      const parentId = moves ? await this.parentId(found.vocabularyId, body.parent ?? null, found.id) : null;
      await this.db.query(
        `UPDATE term SET label = coalesce($2, label), variants = coalesce($3, variants), external = coalesce($4, external),
                parent_id = CASE WHEN $5 THEN $6 ELSE parent_id END,
                from_year = CASE WHEN $7 THEN $8 ELSE from_year END, to_year = CASE WHEN $9 THEN $10 ELSE to_year END,
                note = coalesce($11, note), variant_langs = coalesce($12, variant_langs), version = version + 1
          WHERE id = $1`,
        [
          found.id,
          body.label ?? null,
          body.variants ? JSON.stringify(body.variants) : null,
          body.external ?? null,
          moves,
          parentId,
          body.fromYear !== undefined,
          body.fromYear ?? null,
          body.toYear !== undefined,
          body.toYear ?? null,
          body.note ?? null,
          body.variantLangs ?? null,
        ],
      );
      if (body.before !== undefined) await this.place(found.vocabularyId, found.id, body.before);
      await this.touch(found.vocabularyId);
      const term = await this.term(found.id);
      if (body.label || body.variants || moves)
        await this.usage.termRenamed(caller, { pid, libraryId: found.libraryId });
      await this.record(caller, 'term.change', found.libraryId, 'term', pid, term.label);
      return term;
    });
  }

  private async row(where: string, key: string | number): Promise<Row> {
    const row = await this.db.one<Row>(`${vocabularySelect} WHERE ${where}`, [key]);
    if (!row) throw new Problem('vocabulary.not-found');
    return row;
  }

  private async term(id: number): Promise<TermView> {
    return asTerm((await this.db.one<TermView & { id: number }>(`${termSelect} WHERE t.id = $1`, [id]))!);
  }

  /** A term may not stand below itself: a tree with a ring has no top, and nothing in it would ever be shown. */
  private async parentId(vocabularyId: number, code: string | null, below?: number): Promise<number | null> {
    if (code === null) return null;
    const parent = await this.db.one<{ id: number; ring: boolean }>(
      `WITH RECURSIVE up AS (
         SELECT id, coalesce(merged_into, parent_id) AS parent_id FROM term WHERE vocabulary_id = $1 AND code = $2
         UNION SELECT t.id, coalesce(t.merged_into, t.parent_id) FROM term t JOIN up ON t.id = up.parent_id
       )
       SELECT t.id, EXISTS (SELECT 1 FROM up WHERE id = $3) AS ring FROM term t
        WHERE t.vocabulary_id = $1 AND t.code = $2 AND t.merged_into IS NULL`,
      [vocabularyId, code, below ?? 0],
    );
    if (!parent) throw new Problem('term.not-found', { code });
    if (parent.ring) throw new Problem('term.ring', { code });
    return parent.id;
  }

  /** Puts a term before another of those below the same one, or behind them all; the others keep their order. */
  private async place(vocabularyId: number, id: number, before: string | null): Promise<void> {
    const beside = await this.db.query<{ id: number; code: string }>(
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
    const at = before === null ? beside.length : beside.findIndex((term) => term.code === before);
    if (at < 0) throw new Problem('term.not-found', { code: before });
    const order = beside.map((term) => term.id);
    order.splice(at, 0, id);
    await this.db.query(
      `UPDATE term SET ord = wanted.ord FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (id, ord)
        WHERE term.id = wanted.id`,
      [order],
    );
  }

  /** Whoever keeps these terms in memory reads them again. */
  private async touch(vocabularyId: number): Promise<void> {
    await this.db.query('UPDATE vocabulary SET version = version + 1 WHERE id = $1', [vocabularyId]);
  }

  private async record(
    caller: Caller,
    action: string,
    libraryId: number | null,
    kind: string,
    pid: string,
    name: LocalizedText,
  ): Promise<void> {
    await this.audit.record(caller, action, { libraryId, kind, pid, title: localize(name, 'zh-CN') });
    await this.changes.append('change', { subject: 'site', libraryId });
  }
}
