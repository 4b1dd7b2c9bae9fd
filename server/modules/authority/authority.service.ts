import { Injectable } from '@nestjs/common';
import type { AuthorityKind, Suggestion } from '../../contract/api/authority.routes.js';
import { type Locale, localize, type LocalizedText } from '../../contract/localized.js';
import { fold } from '../../contract/text/index.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { likePattern, matchedVariant } from './name.forms.js';
import { type Term, VocabularyStore, type VocabularyTerms } from './vocabulary.store.js';

export interface SuggestQuery {
  kind: AuthorityKind;
  q: string;
  /** Needed for terms: which vocabulary they are from. */
  vocabulary?: string;
  libraryId: number | null;
  limit?: number;
  locale?: Locale;
}

interface NamedRow {
  pid: string;
  name: LocalizedText;
  variants: string[];
  dynasty?: string | null;
  birthYear?: number | null;
  deathYear?: number | null;
  modernName?: LocalizedText;
}

/** An agent or place as it is to be shown today, whatever was merged since it was chosen. */
export interface ResolvedAuthority {
  pid: string;
  name: LocalizedText;
  variants: string[];
}

export function span(from: number | null | undefined, to: number | null | undefined): string {
  if (from == null && to == null) return '';
  return `${from ?? '?'}–${to ?? '?'}`;
}

/** Controlled names: suggesting them, and saying what a reference means today. */
@Injectable()
export class AuthorityService {
  constructor(
    private readonly db: Database,
    private readonly store: VocabularyStore,
  ) {}

  /** The library's own vocabulary of that key, else the platform's. */
  async terms(key: string, libraryId: number | null): Promise<VocabularyTerms | undefined> {
    return (await this.store.of([key], libraryId)).get(key);
  }

  vocabularies(keys: readonly string[], libraryId: number | null): Promise<ReadonlyMap<string, VocabularyTerms>> {
    return this.store.of(keys, libraryId);
  }

  async label(key: string, code: string, libraryId: number | null): Promise<LocalizedText | undefined> {
    return (await this.terms(key, libraryId))?.get(code)?.label;
  }

  async suggest(query: SuggestQuery): Promise<Suggestion[]> {
    const limit = query.limit ?? 12;
    const locale = query.locale ?? 'zh-CN';
    if (query.kind === 'term') {
      const vocabulary = query.vocabulary && (await this.terms(query.vocabulary, query.libraryId));
      if (!vocabulary) return [];
      return vocabulary.find(query.q, limit).map((term) => this.ofTerm(vocabulary, term, query.q, locale));
    }
    const rows = await this.named(query.kind, query.q, query.libraryId, limit);
    return rows.map((row) => ({
      kind: query.kind,
      ref: row.pid,
      code: null,
      label: row.name,
      description: [
        row.dynasty ?? '',
        span(row.birthYear, row.deathYear),
        localize(row.modernName, locale),
        row.variants.slice(0, 3).join(' '),
      ]
        .filter(Boolean)
        .join(' · '),
      matched: matchedVariant(query.q, row.name, row.variants),
    }));
  }

  /** What references mean today, merges followed. Unknown ones, and another library's, are missing from the answer. */
  async resolve(
    kind: 'agent' | 'place',
    refs: readonly string[],
    libraryId: number | null,
  ): Promise<Map<string, ResolvedAuthority>> {
    if (refs.length === 0) return new Map();
    const rows = await this.db.query<ResolvedAuthority & { asked: string }>(
      keptPlan(`WITH RECURSIVE chain AS (
         SELECT pid AS asked, id, merged_into, 0 AS depth FROM ${kind}
          WHERE pid = ANY($1) AND (library_id IS NULL OR library_id = $2)
         UNION ALL
         SELECT chain.asked, next.id, next.merged_into, depth + 1
           FROM chain JOIN ${kind} next ON next.id = chain.merged_into WHERE depth < 20
       )
       SELECT chain.asked, kept.pid, kept.name, kept.variants
         FROM chain JOIN ${kind} kept ON kept.id = chain.id WHERE chain.merged_into IS NULL`),
      [[...new Set(refs)], libraryId],
    );
    return new Map(rows.map(({ asked, pid, name, variants }) => [asked, { pid, name, variants }]));
  }

  private ofTerm(vocabulary: VocabularyTerms, term: Term, q: string, locale: Locale): Suggestion {
    const above = term.parents.map((code) => localize(vocabulary.get(code)?.label, locale)).reverse();
    return {
      kind: 'term',
      ref: term.pid,
      code: term.code,
      label: term.label,
      description: [above.join(' › '), span(term.fromYear, term.toYear)].filter(Boolean).join(' · '),
      matched: matchedVariant(q, term.label, term.variants),
    };
  }

  private named(kind: 'agent' | 'place', q: string, libraryId: number | null, limit: number): Promise<NamedRow[]> {
    const columns =
      kind === 'agent'
        ? `dynasty, birth_year AS "birthYear", death_year AS "deathYear"`
        : `modern_name AS "modernName"`;
    const asked = likePattern(fold(q).trim());
    return this.db.query<NamedRow>(
      `SELECT pid, name, variants, ${columns} FROM ${kind}
        WHERE merged_into IS NULL AND (library_id IS NULL OR library_id = $1) AND search_text LIKE $2
        ORDER BY (search_text || E'\\n') LIKE $3 DESC, search_text LIKE $4 DESC, sort_text COLLATE "C", id
        LIMIT $5`,
      [libraryId, `%${asked}%`, `%\n${asked}\n%`, `%\n${asked}%`, limit],
    );
  }
}
