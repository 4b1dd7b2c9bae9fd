import { Injectable } from '@nestjs/common';
import type { VariantKind } from '../../contract/api/authority.routes.js';
import type { LocalizedText } from '../../contract/localized.js';
import { fold } from '../../contract/text/index.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { wholeTitle } from '../../platform/search/title.key.js';
import { readerIn, visibleItem } from '../access/visible.sql.js';
import { isMeant } from './meaning.sql.js';
import { tabooVocabulary } from './vocabularies/taboo.js';
import { type Term, type VocabularyRow, VocabularyStore } from './vocabulary.store.js';

/** What a name is in its record: its heading, or which kind of further name. */
export type NameRole = 'heading' | VariantKind | 'other';

export interface RecordName {
  text: string;
  role: NameRole;
  lang?: string;
}

/** A record that bears a name somebody asked for. */
export interface KnownRecord {
  kind: 'agent' | 'place' | 'term';
  pid: string;
  name: LocalizedText;
  /** What the asked name is in it. */
  asked: NameRole;
  /** Its other names, the heading first. */
  others: RecordName[];
}

/** A term that is called by a name. */
export interface NamedTerm {
  vocabulary: VocabularyRow;
  term: Term;
}

/** A character that was avoided, and what was written for it: 玄 → 元. */
export interface TabooPair {
  pid: string;
  name: LocalizedText;
  /** Folded: either script is meant. */
  avoided: string;
  written: string[];
}

/** Whose names count, and for whom: nothing is told of a name that stands in closed records only. */
export interface NameScope {
  libraries: number[];
  labels: string[];
  collections: number[];
}

interface Member {
  kind: 'agent' | 'place';
  pid: string;
  heading: LocalizedText;
  name: LocalizedText;
  variants: string[];
  kinds: Record<string, VariantKind>;
  own: boolean;
}

const mostRecords = 3;
const cancelled = '57014';

/** Names are found by their index; of those that stand in closed records only, nothing is told. */
const membersOf = (kind: Member['kind']): string => `
  (WITH RECURSIVE up AS (
     (SELECT n.id, n.merged_into, 0 AS depth FROM ${kind}_named($1::text[]) n
       WHERE (n.library_id IS NULL OR n.library_id = ANY ($2)
           AND (NOT ${isMeant('n.pid')}
             OR EXISTS (SELECT 1 FROM item_naming m JOIN item i ON i.id = m.item_id WHERE m.ref = n.pid AND ${visibleItem(readerIn('$3', '$4'), 'i')})))
       ORDER BY n.sort_text COLLATE "C", n.id LIMIT 40)
     UNION ALL
     SELECT next.id, next.merged_into, depth + 1 FROM up JOIN ${kind} next ON next.id = up.merged_into WHERE depth < 20
   ), family AS (
     SELECT id AS root, id FROM up WHERE merged_into IS NULL
     UNION
     SELECT family.root, n.id FROM family JOIN ${kind} n ON n.merged_into = family.id
      WHERE n.library_id IS NULL OR n.library_id = ANY ($2)
   )
   SELECT '${kind}' AS kind, root.pid, root.name AS heading, n.name, n.variants, n.variant_kinds AS kinds, n.id = root.id AS own,
          row_number() OVER (ORDER BY root.sort_text COLLATE "C", root.id, n.id = root.id DESC, n.id) AS place
     FROM family JOIN ${kind} n ON n.id = family.id JOIN ${kind} root ON root.id = family.root
    WHERE root.library_id IS NULL OR root.library_id = ANY ($2)
    ORDER BY place LIMIT 100)`;

const isBorne = keptPlan(
  `SELECT EXISTS (SELECT 1 FROM agent_named($1::text[])) OR EXISTS (SELECT 1 FROM place_named($1::text[])) AS borne`,
);
const allMembers = keptPlan(`${membersOf('agent')} UNION ALL ${membersOf('place')} ORDER BY kind, place`);

/** A name without signs and blanks, folded: what two ways of writing it have in common. */
export const nameKey = (text: string): string => wholeTitle(text).folded;

/** Who else is meant by a name: read from the records when it is asked, so that a new variant counts at once. */
@Injectable()
export class AlsoKnownService {
  /** A search must not wait for a name: what is not known by then is left out. */
  budgetMs = 300;

  constructor(
    private readonly db: Database,
    private readonly store: VocabularyStore,
  ) {}

  /** Records by the name that was asked; only whole names count. `whole` is false where time was up before all were found. */
  async records(
    names: readonly string[],
    scope: NameScope,
  ): Promise<{ known: Map<string, KnownRecord[]>; whole: boolean }> {
    const known = new Map<string, KnownRecord[]>();
    if (names.length === 0) return { known, whole: true };
    const inTime = await this.members(names, scope);
    const members = inTime ?? [];
    const terms = await this.terms(names, scope);
    const of = (kind: Member['kind']) => members.filter((member) => member.kind === kind);
    const [agents, places] = [of('agent'), of('place')];
    for (const name of names) {
      const found = [...recordsOf('agent', agents, name), ...recordsOf('place', places, name)].slice(0, mostRecords);
      const all = [...found, ...(terms.get(name) ?? [])];
      if (all.length > 0) known.set(name, all);
    }
    return { known, whole: inTime !== null };
  }

  /** 避讳 pairs of the platform and of these libraries; they are kept as a vocabulary, so that a library can add its own. */
  async tabooPairs(libraries: readonly number[]): Promise<TabooPair[]> {
    const vocabularies = await this.store.visible(libraries, tabooVocabulary);
    return vocabularies.flatMap(({ terms }) =>
      terms.flatMap(({ pid, label, variants }): TabooPair[] => {
        const avoided = fold((label['zh-CN'] ?? Object.values(label)[0] ?? '').trim());
        return [...avoided].length === 1 ? [{ pid, name: label, avoided, written: variants }] : [];
      }),
    );
  }

  /** Terms by the name that was asked, whichever of their names it is: all vocabularies are in memory. */
  async termsNamed(names: readonly string[], libraries: readonly number[]): Promise<Map<string, NamedTerm[]>> {
    const found = new Map<string, NamedTerm[]>();
    for (const vocabulary of await this.store.visible(libraries)) {
      if (vocabulary.row.key === tabooVocabulary) continue;
      for (const name of new Set(names)) {
        const term = vocabulary.named(name);
        if (term) found.set(name, [...(found.get(name) ?? []), { vocabulary: vocabulary.row, term }]);
      }
    }
    return found;
  }

  /** Every record that bears one of the names, with those merged with it: old headings are names too. Null when time was up. */
  private async members(names: readonly string[], scope: NameScope): Promise<Member[] | null> {
    const keys = names.map((name) => fold(name).trim());
    // Most words that are typed are nobody's name.
    const borne = await this.db.one<{ borne: boolean }>(isBorne, [keys]);
    if (!borne?.borne) return [];
    try {
      return await this.db.transaction(async () => {
        await this.db.query(`SELECT set_config('statement_timeout', $1, true)`, [String(this.budgetMs)]);
        return this.db.query<Member>(allMembers, [keys, scope.libraries, scope.labels, scope.collections]);
      });
    } catch (error) {
      if ((error as { driverError?: { code?: string } }).driverError?.code === cancelled) return null;
      throw error;
    }
  }

  /** A term is looked for by its heading too when another name of it was asked; not the other way, which would widen every search. */
  private async terms(names: readonly string[], { libraries }: NameScope): Promise<Map<string, KnownRecord[]>> {
    const found = new Map<string, KnownRecord[]>();
    for (const vocabulary of await this.store.visible(libraries)) {
      if (vocabulary.row.key === tabooVocabulary) continue;
      for (const name of names) {
        const term = vocabulary.named(name);
        const headings = term ? headingsOf(term.label) : [];
        if (!term || headings.some(({ text }) => nameKey(text) === nameKey(name))) continue;
        const record = { kind: 'term' as const, pid: term.pid, name: term.label, asked: 'other' as const };
        found.set(name, [...(found.get(name) ?? []), { ...record, others: headings }].slice(0, mostRecords));
      }
    }
    return found;
  }
}

/** Chinese first: of many names only so many are looked for. */
const headingsOf = (name: LocalizedText): RecordName[] =>
  Object.entries(name)
    .sort(([a], [b]) => Number(b.startsWith('zh')) - Number(a.startsWith('zh')))
    .map(([lang, text]) => ({ text, role: 'heading', lang }));

function recordsOf(kind: 'agent' | 'place', members: readonly Member[], asked: string): KnownRecord[] {
  const byRecord = new Map<string, { heading: LocalizedText; names: RecordName[] }>();
  for (const { pid, heading, name, variants, kinds, own } of members) {
    const record = byRecord.get(pid) ?? { heading, names: [] };
    byRecord.set(pid, record);
    record.names.push(...headingsOf(name).map((one) => (own ? one : { ...one, role: 'other' as const })));
    record.names.push(...variants.map((text) => ({ text, role: kinds[text] ?? ('other' as const) })));
  }
  const key = nameKey(asked);
  return [...byRecord].flatMap(([pid, { heading, names }]): KnownRecord[] => {
    const match = names.find(({ text }) => nameKey(text) === key);
    if (!match) return [];
    const others = names.filter(({ text }) => nameKey(text) !== key);
    return [{ kind, pid, name: heading, asked: match.role, others }];
  });
}
