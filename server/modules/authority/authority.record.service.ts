import { Injectable } from '@nestjs/common';
import type { AuthorityKind } from '../../contract/api/authority.routes.js';
import type { Answer, Input } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { scopeWith } from '../../contract/permissions.js';
import { Problem, type ProblemCode } from '../../contract/problems.js';
import { decodeCursor, encodeCursor } from '../../platform/database/cursor.js';
import { Database } from '../../platform/database/database.js';
import { AuditService } from '../audit/audit.service.js';
import { ChangeService } from '../change/change.service.js';
import { Ownership } from './ownership.js';
import { inReach, UsageService, usingAny } from './usage.service.js';
import { VocabularyRepository } from './vocabulary.repository.js';

type Use = Answer<'GET /authorities/:kind/:record/use'>;

/** A term, agent or place, as far as merging and deleting need it. */
export interface AuthorityRecord {
  id: number;
  pid: string;
  kind: AuthorityKind;
  libraryId: number | null;
  name: LocalizedText;
  mergedInto: number | null;
  version: number;
  /** Terms only. */
  vocabularyId: number | null;
  vocabulary: string | null;
  code: string | null;
}

interface UsingRow {
  id: number;
  pid: string;
  title: string;
  identifier: string | null;
  state: Use['rows'][number]['state'];
  public: boolean;
  collection: Use['rows'][number]['collection'];
}

const missing: Record<AuthorityKind, ProblemCode> = {
  term: 'term.not-found',
  agent: 'agent.not-found',
  place: 'place.not-found',
};

const select: Record<AuthorityKind, string> = {
  term: `SELECT n.id, n.pid, 'term' AS kind, v.library_id AS "libraryId", n.label AS name, n.merged_into AS "mergedInto", n.version,
                v.id AS "vocabularyId", v.key AS vocabulary, n.code FROM term n JOIN vocabulary v ON v.id = n.vocabulary_id`,
  agent: named('agent'),
  place: named('place'),
};

function named(kind: 'agent' | 'place'): string {
  return `SELECT n.id, n.pid, '${kind}' AS kind, n.library_id AS "libraryId", n.name, n.merged_into AS "mergedInto", n.version,
                 NULL::bigint AS "vocabularyId", NULL AS vocabulary, NULL AS code FROM ${kind} n`;
}

/** Records of every kind: where each is used, and whether it may be deleted. */
@Injectable()
export class AuthorityRecordService {
  constructor(
    private readonly db: Database,
    private readonly vocabularies: VocabularyRepository,
    private readonly owner: Ownership,
    private readonly usage: UsageService,
    private readonly audit: AuditService,
    private readonly changes: ChangeService,
  ) {}

  async find(kind: AuthorityKind, pid: string, lock = false): Promise<AuthorityRecord> {
    const row = await this.db.one<AuthorityRecord>(
      `${select[kind]} WHERE n.pid = $1 ${lock ? 'FOR UPDATE OF n' : ''}`,
      [pid],
    );
    if (!row) throw new Problem(missing[kind]);
    return row;
  }

  /** Each with the public id of the one that it was merged into. */
  async findAll(
    kind: AuthorityKind,
    pids: readonly string[],
  ): Promise<Map<string, { record: AuthorityRecord; into: string | null }>> {
    const rows = await this.db.query<AuthorityRecord & { into: string | null }>(
      `SELECT known.*, kept.pid AS into FROM (${select[kind]} WHERE n.pid = ANY ($1)) AS known
         LEFT JOIN ${kind} kept ON kept.id = known."mergedInto"`,
      [pids],
    );
    return new Map(rows.map(({ into, ...record }) => [record.pid, { record, into }]));
  }

  assertRead(caller: Caller, record: AuthorityRecord): void {
    this.owner.assertRead(caller, record.libraryId, missing[record.kind]);
  }

  assertEdit(caller: Caller, { kind, libraryId }: AuthorityRecord): void {
    this.assertOwner(caller, kind, libraryId);
  }

  assertOwner(caller: Caller, kind: AuthorityKind, libraryId: number | null): void {
    this.owner.assertEdit(caller, libraryId, missing[kind]);
  }

  /** How records say that they mean this one; what was merged into it counts as well. */
  async refsOf({ kind, pid, id }: AuthorityRecord): Promise<string[]> {
    if (kind !== 'term') return this.usage.refsOf(kind, pid);
    const rows = await this.db.query<{ ref: string }>(
      `WITH RECURSIVE family AS (
         SELECT id, code, vocabulary_id FROM term WHERE id = $1
         UNION SELECT t.id, t.code, t.vocabulary_id FROM term t JOIN family ON t.merged_into = family.id
       ) SELECT v.key || '/' || family.code AS ref FROM family JOIN vocabulary v ON v.id = family.vocabulary_id`,
      [id],
    );
    return rows.map(({ ref }) => ref);
  }

  async use(
    caller: Caller,
    kind: AuthorityKind,
    pid: string,
    query: Input<'GET /authorities/:kind/:record/use'>['query'],
  ): Promise<Use> {
    const record = await this.find(kind, pid);
    this.assertRead(caller, record);
    const held = scopeWith(caller.grants, 'item.read');
    const seen = [held === 'all' ? null : held.libraries, held === 'all' ? null : held.collections];
    const refs = await this.refsOf(record);
    const scope = [refs, record.libraryId, record.vocabulary];
    const where = `${usingAny('$1')} AND ${inReach('item', '$2', '$3')} AND item.state <> 'removed'
      AND ($4::bigint[] IS NULL OR item.library_id = ANY ($4) OR item.collection_id = ANY ($5))`;
    const count = await this.db.one<{ n: number; published: number }>(
      `SELECT count(*)::int AS n, count(item.published_revision)::int AS published FROM item WHERE ${where}`,
      [...scope, ...seen],
    );
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, ['id'])[0];
    const rows = await this.db.query<UsingRow>(
      `SELECT item.id, item.pid, item.title, item.identifier, item.state, item.published_revision IS NOT NULL AS public,
              jsonb_build_object('pid', c.pid, 'name', c.name) AS collection
         FROM item JOIN collection c ON c.id = item.collection_id
        WHERE ${where} AND ($6::bigint IS NULL OR item.id < $6) ORDER BY item.id DESC LIMIT $7`,
      [...scope, ...seen, after, query.limit + 1],
    );
    const shown = rows.slice(0, query.limit);
    const ways = await this.ways(
      shown.map(({ id }) => id),
      refs,
    );
    return {
      items: count!.n,
      published: count!.published,
      rows: shown.map(({ id, ...row }) => ({
        ...row,
        as: ways.flatMap((way) => (way.id === id ? [{ role: way.role, field: way.field }] : [])),
      })),
      next: rows.length > query.limit ? encodeCursor([shown.at(-1)!.id]) : null,
      mayEdit: this.mayEdit(caller, record),
      ...(await this.family(caller, record)),
    };
  }

  /** In which fields items say it, and as what. */
  private ways(
    items: readonly number[],
    refs: readonly string[],
  ): Promise<{ id: number; role: string | null; field: LocalizedText }[]> {
    return this.db.query(
      `SELECT DISTINCT v.item_id AS id, v.field_id,
              CASE WHEN told ->> 'ref' = ANY ($2) THEN nullif(trim(told ->> 'role'), '') END AS role,
              coalesce(jsonb_path_query_first(s.document, '$.fields[*] ? (@.id == $field).label', jsonb_build_object('field', v.field_id)), '{}') AS field
         FROM item_value v
         JOIN item ON item.id = v.item_id
         JOIN item_revision r ON r.item_id = item.id AND r.number = item.head_revision AND r.item_id = ANY ($1)
         JOIN collection c ON c.id = item.collection_id
         JOIN collection_config s ON s.collection_id = c.id AND s.part = 'schema' AND s.version = c.schema_version
        CROSS JOIN LATERAL (SELECT r."values" -> v.field_id -> v.ord -> 'value' AS told) AS value
        WHERE v.item_id = ANY ($1) AND v.refs <> '{}' AND v.refs && $2::text[] ORDER BY v.item_id, v.field_id`,
      [items, refs],
    );
  }

  /** Everything that stands in the way of deleting, or that merging reaches; whoever may edit the record may know how much. */
  async reach(record: AuthorityRecord): Promise<{ items: number; published: number; drafts: number; terms: number }> {
    const scope = [await this.refsOf(record), record.libraryId, record.vocabulary];
    const items = await this.db.one<{ items: number; published: number }>(
      `SELECT count(*)::int AS items, count(*) FILTER (WHERE item.published_revision IS NOT NULL)::int AS published
         FROM item WHERE ${usingAny('$1')} AND ${inReach('item', '$2', '$3')}`,
      scope,
    );
    // What is typed and not yet saved stands in no projection: it is read itself, where the vocabulary is in use at all.
    const drafts = await this.db.one<{ n: number }>(
      `SELECT count(*)::int AS n FROM item_draft d JOIN item ON item.id = d.item_id
        WHERE ${inReach('d', '$2', '$3')} AND d.dropped_at IS NULL
          AND EXISTS (SELECT 1 FROM unnest($1::text[]) AS one
                       WHERE strpos(d."values"::text, '"' || regexp_replace(one, '^[^/]*/', '') || '"') > 0)
          AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM collection c JOIN collection_config s ON s.collection_id = c.id
                 AND s.part = 'schema' AND s.version = c.schema_version
               WHERE c.id = item.collection_id AND strpos(s.document::text, '"' || $3 || '"') > 0))`,
      scope,
    );
    const below =
      record.kind === 'term'
        ? await this.db.one<{ n: number }>(
            'SELECT count(*)::int AS n FROM term WHERE parent_id = $1 AND merged_into IS NULL',
            [record.id],
          )
        : undefined;
    return { ...items!, drafts: drafts!.n, terms: below?.n ?? 0 };
  }

  async sample(record: AuthorityRecord, caller: Caller): Promise<{ pid: string; title: string }[]> {
    const { rows } = await this.use(caller, record.kind, record.pid, { limit: 8 });
    return rows.map(({ pid, title }) => ({ pid, title }));
  }

  /** Held until the transaction ends; one that nothing uses, and that may be deleted. */
  async mustBeFree(caller: Caller, kind: AuthorityKind, pid: string, version: number): Promise<AuthorityRecord> {
    const record = await this.find(kind, pid, true);
    this.assertEdit(caller, record);
    if (record.version !== version) throw new Problem('authority.changed', { version: record.version });
    const merged = await this.db.one<{ n: number }>(`SELECT count(*)::int AS n FROM ${kind} WHERE merged_into = $1`, [
      record.id,
    ]);
    const { items, drafts, terms } = await this.reach(record);
    if (items + drafts + terms + merged!.n > 0)
      throw new Problem('authority.used', { items: items + drafts, terms, merged: merged!.n });
    return record;
  }

  /** Whoever keeps the terms in memory reads them again. */
  async touched({ vocabularyId }: AuthorityRecord): Promise<void> {
    if (vocabularyId !== null) await this.vocabularies.touch(vocabularyId);
  }

  async record(
    caller: Caller,
    what: 'remove' | 'restore' | 'merge' | 'unmerge',
    { kind, libraryId, pid, name }: AuthorityRecord,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const subject = { libraryId, kind, pid, title: localize(name, 'zh-CN') };
    await this.audit.record(caller, `${kind}.${what}`, subject, detail);
    await this.changes.append(what === 'merge' ? 'merge' : 'change', { subject: 'site', libraryId });
  }

  private mayEdit(caller: Caller, record: AuthorityRecord): boolean {
    try {
      this.assertEdit(caller, record);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  /** What it was merged into and what was merged into it, as far as the caller may know of them. */
  private async family(caller: Caller, record: AuthorityRecord): Promise<Pick<Use, 'merged' | 'mergedInto'>> {
    const rows = await this.db.query<AuthorityRecord>(
      `${select[record.kind]} WHERE n.merged_into = $1 OR n.id = $2 ORDER BY n.id LIMIT 200`,
      [record.id, record.mergedInto],
    );
    const { all, libraries } = this.owner.readable(caller);
    const known = rows.filter(({ libraryId }) => all || libraryId === null || libraries.includes(libraryId));
    const into = known.find(({ id }) => id === record.mergedInto);
    return {
      mergedInto: into ? { pid: into.pid, name: into.name } : null,
      merged: known
        .filter((one) => one.mergedInto === record.id)
        .map(({ pid, name, version }) => ({ pid, name, version })),
    };
  }
}
