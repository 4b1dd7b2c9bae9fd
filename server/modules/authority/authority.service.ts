import { Injectable } from '@nestjs/common';
import type { AuthorityKind, Suggestion } from '../../contract/api/authority.routes.js';
import { type Locale, localize, type LocalizedText } from '../../contract/localized.js';
import { fold } from '../../contract/text/index.js';
import { yearsText } from '../../contract/years.text.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { isNamed, likePattern, matchedVariant } from './name.forms.js';
import {
  type AskedNames,
  type NamedKind,
  type NameRow,
  namesStatement,
  type ResolvedAuthority,
} from './known.names.js';
import { ownFirst, type Term, type VocabularyRow, VocabularyStore, type VocabularyTerms } from './vocabulary.store.js';

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

export type { ResolvedAuthority } from './known.names.js';

/** What references mean for one library. */
export interface KnownNames {
  agents: ReadonlyMap<string, ResolvedAuthority>;
  places: ReadonlyMap<string, ResolvedAuthority>;
  /** By key. */
  vocabularies: ReadonlyMap<string, VocabularyTerms>;
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
        yearsText(row.birthYear, row.deathYear, locale),
        localize(row.modernName, locale),
        row.variants.slice(0, 3).join(' '),
      ]
        .filter(Boolean)
        .join(' · '),
      matched: matchedVariant(query.q, row.name, row.variants),
      ...(isNamed(query.q, row.name, row.variants) ? { same: true as const } : {}),
    }));
  }

  /** The same out of all that these libraries have, which a request asks for once. */
  vocabulariesAmong(
    libraries: readonly number[],
    keys: readonly string[],
    libraryId: number | null,
  ): Promise<ReadonlyMap<string, VocabularyTerms>> {
    return this.store.among(libraries, keys, libraryId);
  }

  /** What references mean today, merges followed. Unknown ones, and another library's, are missing from the answer. */
  async resolve(
    kind: NamedKind,
    refs: readonly string[],
    libraryId: number | null,
  ): Promise<ReadonlyMap<string, ResolvedAuthority>> {
    const libraries = libraryId === null ? [] : [libraryId];
    const given = { agents: [], places: [], vocabularies: [], libraries, [`${kind}s`]: refs };
    return (await this.known(given))(libraryId)[`${kind}s`];
  }

  /** When people lived, as it is said beside their names. */
  async livedOf(agents: readonly string[], libraries: readonly number[], locale: Locale): Promise<Map<string, string>> {
    if (agents.length === 0) return new Map();
    const rows = await this.db.query<{ pid: string; birthYear: number | null; deathYear: number | null }>(
      keptPlan(
        `SELECT pid, birth_year AS "birthYear", death_year AS "deathYear" FROM agent
          WHERE pid = ANY ($1) AND (library_id IS NULL OR library_id = ANY ($2))`,
      ),
      [agents, libraries],
    );
    return new Map(rows.map(({ pid, birthYear, deathYear }) => [pid, yearsText(birthYear, deathYear, locale)]));
  }

  /** The same for everything that records of several libraries point to, in one question; answered library by library. */
  async known(asked: AskedNames): Promise<(libraryId: number | null) => KnownNames> {
    const unique = (list: readonly string[]) => [...new Set(list)];
    const parameters = [unique(asked.agents), unique(asked.places), unique(asked.vocabularies)];
    const nothing = parameters.every((list) => list.length === 0);
    const libraries = [...new Set(asked.libraries)];
    const rows = nothing ? [] : await this.db.query<NameRow>(keptPlan(namesStatement), [...parameters, libraries]);
    const listed = rows.flatMap(({ kind, record }) => (kind === 'vocabulary' ? [record as VocabularyRow] : []));
    const loaded = new Map((await this.store.load(listed)).map((one) => [one.row.id, one]));
    const namesFor = (libraryId: number | null): KnownNames => {
      const own = rows.filter(({ owner }) => owner === null || owner === libraryId);
      const named = (wanted: NamedKind) =>
        new Map(
          own.flatMap(({ kind, asked: ref, record }) =>
            kind === wanted ? [[ref, record as ResolvedAuthority] as const] : [],
          ),
        );
      const vocabularies = ownFirst(listed, libraryId).map(({ key, id }) => [key, loaded.get(id)!] as const);
      return { agents: named('agent'), places: named('place'), vocabularies: new Map(vocabularies) };
    };
    const byLibrary = new Map<number | null, KnownNames>();
    return (libraryId) => {
      let names = byLibrary.get(libraryId);
      if (!names) byLibrary.set(libraryId, (names = namesFor(libraryId)));
      return names;
    };
  }

  private ofTerm(vocabulary: VocabularyTerms, term: Term, q: string, locale: Locale): Suggestion {
    const above = term.parents.map((code) => localize(vocabulary.get(code)?.label, locale)).reverse();
    return {
      kind: 'term',
      ref: term.pid,
      code: term.code,
      label: term.label,
      description: [above.join(' › '), yearsText(term.fromYear, term.toYear, locale)].filter(Boolean).join(' · '),
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
