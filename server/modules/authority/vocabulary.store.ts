import { Injectable } from '@nestjs/common';
import { groupBy } from '../../contract/group-by.js';
import type { LocalizedText } from '../../contract/localized.js';
import { fold } from '../../contract/text/index.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { namesOf, searchForms } from './name.forms.js';

export interface Term {
  pid: string;
  code: string;
  label: LocalizedText;
  variants: string[];
  /** Codes of the terms above it, the nearest first. */
  parents: string[];
  /** Its place in the whole tree, read from top to bottom. */
  ord: number;
  fromYear: number | null;
  toYear: number | null;
}

interface TermRow extends Omit<Term, 'parents' | 'ord'> {
  id: number;
  parentId: number | null;
  mergedInto: number | null;
}

export interface VocabularyRow {
  id: number;
  pid: string;
  libraryId: number | null;
  key: string;
  name: LocalizedText;
  ordered: boolean;
  version: number;
}

/** A vocabulary in memory, at one version. Never changed: a new version is a new one. */
export class VocabularyTerms {
  readonly terms: readonly Term[];
  private readonly byCode = new Map<string, Term>();
  private readonly byName = new Map<string, Term>();
  private readonly children = new Map<string | null, Term[]>();
  private forms: { term: Term; forms: string[] }[] | undefined;

  constructor(
    readonly row: VocabularyRow,
    rows: readonly TermRow[],
  ) {
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const kept = (id: number | null): number | null => {
      const into = id === null ? null : (rowOf.get(id)?.mergedInto ?? null);
      return into === null ? id : kept(into);
    };
    const children = new Map<number | null, TermRow[]>();
    for (const term of rows) {
      if (term.mergedInto !== null) continue;
      // What stood below a term that was merged stands below the one that was kept.
      const above = kept(term.parentId);
      const beside = children.get(above);
      if (beside) beside.push(term);
      else children.set(above, [term]);
    }
    const ordered: Term[] = [];
    const byId = new Map<number, Term>();
    const walk = (parentId: number | null, parents: string[]): void => {
      for (const { id, pid, code, label, variants, fromYear, toYear } of children.get(parentId) ?? []) {
        const term = { pid, code, label, variants, parents, ord: ordered.length, fromYear, toYear };
        ordered.push(term);
        const beside = this.children.get(parents[0] ?? null);
        if (beside) beside.push(term);
        else this.children.set(parents[0] ?? null, [term]);
        byId.set(id, term);
        this.byCode.set(code, term);
        for (const name of namesOf(label, variants)) {
          if (!this.byName.has(fold(name))) this.byName.set(fold(name), term);
        }
        walk(id, [code, ...parents]);
      }
    };
    walk(null, []);
    // What was merged still stands in records under its old code.
    for (const { id, code, mergedInto } of rows) {
      const meant = mergedInto === null ? undefined : byId.get(kept(id)!);
      if (meant) this.byCode.set(code, meant);
    }
    this.terms = ordered;
  }

  get(code: string): Term | undefined {
    return this.byCode.get(code);
  }

  /** Those directly below one, or at the top, in their own order. */
  below(code: string | null): readonly Term[] {
    return this.children.get(code) ?? [];
  }

  /** By a name in any script, for what was typed or imported without a code; 子部·道家类 by its last part. */
  named(name: string): Term | undefined {
    const plain = this.byName.get(fold(name.trim()));
    if (plain) return plain;
    const path = name
      .split(/[·・/›>]/)
      .map((part) => part.trim())
      .filter(Boolean);
    if (path.length < 2) return undefined;
    const [above, own] = [this.named(path.at(-2)!), this.byName.get(fold(path.at(-1)!))];
    return own && above && own.parents.includes(above.code) ? own : undefined;
  }

  find(q: string, limit: number): Term[] {
    const asked = fold(q).trim();
    if (asked === '') return this.terms.slice(0, limit);
    this.forms ??= this.terms.map((term) => ({
      term,
      forms: [...searchForms(namesOf(term.label, term.variants)), term.code.toLowerCase()],
    }));
    const rank = (forms: string[]): number => {
      if (forms.includes(asked)) return 0;
      if (forms.some((form) => form.startsWith(asked))) return 1;
      return forms.some((form) => form.includes(asked)) ? 2 : 3;
    };
    return this.forms
      .map(({ term, forms }) => ({ term, rank: rank(forms) }))
      .filter((found) => found.rank < 3)
      .sort((a, b) => a.rank - b.rank || a.term.ord - b.term.ord)
      .slice(0, limit)
      .map((found) => found.term);
  }
}

const columns = `id, pid, library_id AS "libraryId", key, name, ordered, version`;

/** Vocabularies by key, kept in memory at the version that the database names with each question. */
@Injectable()
export class VocabularyStore {
  private readonly loaded = new Map<number, VocabularyTerms>();

  constructor(private readonly db: Database) {}

  /** A library's own vocabulary stands before the platform's of the same key. */
  async of(keys: readonly string[], libraryId: number | null): Promise<ReadonlyMap<string, VocabularyTerms>> {
    if (keys.length === 0) return new Map();
    const rows = await this.db.query<VocabularyRow>(
      keptPlan(`SELECT DISTINCT ON (key) ${columns} FROM vocabulary
        WHERE key = ANY($1) AND (library_id IS NULL OR library_id = $2) ORDER BY key, library_id NULLS LAST`),
      [[...new Set(keys)], libraryId],
    );
    return this.byKey(rows);
  }

  /** The same out of those that `visible` gives: nothing more is asked in a request that has them. */
  async among(
    libraries: readonly number[],
    keys: readonly string[],
    libraryId: number | null,
  ): Promise<ReadonlyMap<string, VocabularyTerms>> {
    if (keys.length === 0) return new Map();
    const rows = (await this.rows(libraries)).filter(({ key }) => keys.includes(key));
    const chosen = ownFirst(rows, libraryId);
    const known = new Set(chosen.map(({ key }) => key));
    // Over several libraries one that only a library has says what its terms are, too.
    const others = rows.filter(({ key }, at) => !known.has(key) && rows.findIndex((row) => row.key === key) === at);
    return this.byKey([...chosen, ...(libraryId === null ? others : [])]);
  }

  /** All vocabularies of the platform and of these libraries, or those of one key. */
  async visible(libraries: readonly number[], key: string | null = null): Promise<VocabularyTerms[]> {
    const rows = (await this.rows(libraries)).filter((row) => key === null || row.key === key);
    return this.load(rows);
  }

  async at(row: VocabularyRow): Promise<VocabularyTerms> {
    return (await this.load([row]))[0]!;
  }

  /** Those of which another version is in memory, or none, are read in one question. */
  async load(rows: readonly VocabularyRow[]): Promise<VocabularyTerms[]> {
    const stale = rows.filter((row) => this.loaded.get(row.id)?.row.version !== row.version);
    const fresh = new Map<number, VocabularyTerms>();
    if (stale.length > 0) {
      const terms = await this.db.query<TermRow & { vocabularyId: number }>(
        `SELECT id, vocabulary_id AS "vocabularyId", pid, parent_id AS "parentId", code, label, variants,
                from_year AS "fromYear", to_year AS "toYear", merged_into AS "mergedInto"
           FROM term WHERE vocabulary_id = ANY ($1) ORDER BY ord, id`,
        [stale.map(({ id }) => id)],
      );
      const byVocabulary = groupBy(terms, (term) => term.vocabularyId);
      for (const row of stale) {
        const read = new VocabularyTerms(row, byVocabulary.get(row.id) ?? []);
        fresh.set(row.id, read);
        // A slow reader must not put an older version back.
        const since = this.loaded.get(row.id);
        if (!since || since.row.version < row.version) this.loaded.set(row.id, read);
      }
    }
    return rows.map((row) => fresh.get(row.id) ?? this.loaded.get(row.id)!);
  }

  private rows(libraries: readonly number[]): Promise<VocabularyRow[]> {
    const ids = [...new Set(libraries)].sort((a, b) => a - b);
    return this.db.once(`vocabularies of ${ids.join()}`, () =>
      this.db.query<VocabularyRow>(
        keptPlan(`SELECT ${columns} FROM vocabulary WHERE library_id IS NULL OR library_id = ANY ($1) ORDER BY id`),
        [ids],
      ),
    );
  }

  private async byKey(rows: readonly VocabularyRow[]): Promise<Map<string, VocabularyTerms>> {
    return new Map((await this.load(rows)).map((vocabulary) => [vocabulary.row.key, vocabulary]));
  }
}

/** Of each key the library's own, else the platform's. */
export function ownFirst(rows: readonly VocabularyRow[], libraryId: number | null): VocabularyRow[] {
  const chosen = new Map<string, VocabularyRow>();
  for (const row of rows) {
    if (row.libraryId === null ? !chosen.has(row.key) : row.libraryId === libraryId) chosen.set(row.key, row);
  }
  return [...chosen.values()];
}
