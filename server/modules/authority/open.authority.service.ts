import { Injectable } from '@nestjs/common';
import type { AuthorityKind, VariantKind } from '../../contract/api/authority.routes.js';
import type { Caller } from '../../contract/caller.js';
import type { LocalizedText } from '../../contract/localized.js';
import { Database } from '../../platform/database/database.js';
import { AuthorityService } from './authority.service.js';
import { Ownership } from './ownership.js';
import { UsageService } from './usage.service.js';
import type { Term } from './vocabulary.store.js';

/** What a record says of its thing, for everybody who may come across it. */
export interface OpenAuthority {
  kind: AuthorityKind;
  id: number;
  pid: string;
  libraryId: number | null;
  name: LocalizedText;
  variants: string[];
  variantKinds: Record<string, VariantKind>;
  note: LocalizedText;
  external: Record<string, string>;
  /** Agents only. */
  type: 'person' | 'family' | 'body' | null;
  dynasty: string | null;
  fromYear: number | null;
  toYear: number | null;
  /** Places only. */
  modernName: LocalizedText;
  latitude: number | null;
  longitude: number | null;
  /** Terms only: the key of the vocabulary, its name and public id, and the code there. */
  vocabulary: string | null;
  vocabularyName: LocalizedText;
  vocabularyPid: string | null;
  code: string | null;
}

/** What stands above or below a record; `key` is what `branch` says of it. */
export interface Around {
  key: string;
  pid: string;
  name: LocalizedText;
}

/** How items say that they mean a record, or one that stands below it; `branch` is the nearest of those. */
export interface RecordRef {
  ref: string;
  branch: string | null;
}

const noAgent = `NULL::text AS type, NULL::text AS dynasty`;
const noPlace = `'{}'::jsonb AS "modernName", NULL::float8 AS latitude, NULL::float8 AS longitude`;
const noTerm = `NULL::text AS vocabulary, '{}'::jsonb AS "vocabularyName", NULL::text AS "vocabularyPid", NULL::text AS code`;

const select: Record<AuthorityKind, string> = {
  agent: `SELECT 'agent' AS kind, n.id, n.pid, n.library_id AS "libraryId", n.name, n.variants, n.variant_kinds AS "variantKinds", n.note,
      n.external, n.kind AS type, n.dynasty, n.birth_year AS "fromYear", n.death_year AS "toYear", ${noPlace}, ${noTerm} FROM agent n`,
  place: `SELECT 'place' AS kind, n.id, n.pid, n.library_id AS "libraryId", n.name, n.variants, n.variant_kinds AS "variantKinds",
      '{}'::jsonb AS note, n.external, ${noAgent}, NULL::int AS "fromYear", NULL::int AS "toYear",
      n.modern_name AS "modernName", n.latitude, n.longitude, ${noTerm} FROM place n`,
  term: `SELECT 'term' AS kind, n.id, n.pid, v.library_id AS "libraryId", n.label AS name, n.variants, '{}'::jsonb AS "variantKinds",
      n.note, n.external, ${noAgent}, n.from_year AS "fromYear", n.to_year AS "toYear", ${noPlace},
      v.key AS vocabulary, v.name AS "vocabularyName", v.pid AS "vocabularyPid", n.code FROM term n JOIN vocabulary v ON v.id = n.vocabulary_id`,
};

const placeRefs = `WITH RECURSIVE family AS (
    SELECT id, pid, NULL::text AS branch FROM place WHERE id = $1
    UNION SELECT p.id, p.pid, CASE WHEN p.merged_into = family.id THEN family.branch ELSE coalesce(family.branch, p.pid) END
      FROM place p JOIN family ON p.merged_into = family.id OR (p.parent_id = family.id AND p.merged_into IS NULL)
  ) SELECT pid AS ref, branch FROM family`;

const placesAbove = `WITH RECURSIVE up AS (
    SELECT parent_id, 0 AS depth FROM place WHERE id = $1
    UNION ALL SELECT p.parent_id, depth + 1 FROM up JOIN place p ON p.id = up.parent_id WHERE depth < 20
  ) SELECT p.pid AS key, p.pid, p.name FROM up JOIN place p ON p.id = up.parent_id ORDER BY depth DESC`;

const placesBelow = `SELECT pid AS key, pid, name FROM place WHERE parent_id = $1 AND merged_into IS NULL
  ORDER BY sort_text COLLATE "C", id`;

/** Records as readers meet them. Whether this reader may is not decided here: a record is known by what names it. */
@Injectable()
export class OpenAuthorityService {
  constructor(
    private readonly db: Database,
    private readonly authorities: AuthorityService,
    private readonly usage: UsageService,
    private readonly owner: Ownership,
  ) {}

  /** Whether this caller may change the record in the console. */
  mayEdit(caller: Caller, { libraryId }: Pick<OpenAuthority, 'libraryId'>): boolean {
    return this.owner.mayEdit(caller, libraryId);
  }

  /** The record of that public id; of one that was merged, the one that it means today. */
  async find(pid: string): Promise<OpenAuthority | undefined> {
    const known = await this.db.one<{ kind: AuthorityKind }>(
      `SELECT 'agent' AS kind FROM agent WHERE pid = $1 UNION ALL SELECT 'place' FROM place WHERE pid = $1
       UNION ALL SELECT 'term' FROM term WHERE pid = $1 LIMIT 1`,
      [pid],
    );
    if (!known) return undefined;
    const { kind } = known;
    return this.db.one<OpenAuthority>(
      `WITH RECURSIVE chain AS (
         SELECT id, merged_into, 0 AS depth FROM ${kind} WHERE pid = $1
         UNION ALL SELECT next.id, next.merged_into, depth + 1
           FROM chain JOIN ${kind} next ON next.id = chain.merged_into WHERE depth < 20
       ) ${select[kind]} WHERE n.id = (SELECT id FROM chain WHERE merged_into IS NULL)`,
      [pid],
    );
  }

  /** What was merged into it counts as well; so does what lies in a place, and what is narrower than a term. */
  async refsOf({ kind, pid, id }: Pick<OpenAuthority, 'kind' | 'pid' | 'id'>): Promise<RecordRef[]> {
    if (kind === 'place') return this.db.query<RecordRef>(placeRefs, [id]);
    if (kind === 'agent') return (await this.usage.refsOf(kind, pid)).map((ref) => ({ ref, branch: null }));
    return this.db.query<RecordRef>(
      `WITH RECURSIVE family AS (
         SELECT id, vocabulary_id, code, NULL::text AS branch FROM term WHERE id = $1
         UNION SELECT t.id, t.vocabulary_id, t.code,
                CASE WHEN t.merged_into = family.id THEN family.branch ELSE coalesce(family.branch, t.code) END
           FROM term t JOIN family ON t.merged_into = family.id OR (t.parent_id = family.id AND t.merged_into IS NULL)
       ) SELECT v.key || '/' || family.code AS ref, branch FROM family JOIN vocabulary v ON v.id = family.vocabulary_id`,
      [id],
    );
  }

  /** What stands above it, the widest first, and right below it: places by name, terms in the vocabulary's own order. */
  async around({
    kind,
    id,
    vocabulary,
    libraryId,
    code,
  }: OpenAuthority): Promise<{ above: Around[]; below: Around[] }> {
    if (kind === 'place') {
      const [above, below] = await Promise.all([
        this.db.query<Around>(placesAbove, [id]),
        this.db.query<Around>(placesBelow, [id]),
      ]);
      return { above, below };
    }
    const terms = vocabulary === null ? undefined : await this.authorities.terms(vocabulary, libraryId);
    const own = code === null ? undefined : terms?.get(code);
    if (!terms || !own) return { above: [], below: [] };
    const named = ({ code: key, pid, label }: Term): Around => ({ key, pid, name: label });
    return {
      above: own.parents
        .flatMap((one) => terms.get(one) ?? [])
        .reverse()
        .map(named),
      below: terms.terms.filter(({ parents }) => parents[0] === own.code).map(named),
    };
  }
}
