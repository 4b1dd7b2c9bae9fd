import type { LocalizedText } from '../../contract/localized.js';
import type { VocabularyRow } from './vocabulary.store.js';

/** An agent or place as it is to be shown today, whatever was merged since it was chosen. */
export interface ResolvedAuthority {
  pid: string;
  name: LocalizedText;
  variants: string[];
}

/** What records of several libraries point to. */
export interface AskedNames {
  agents: readonly string[];
  places: readonly string[];
  /** Keys. */
  vocabularies: readonly string[];
  /** Whose names may be meant beside the platform's. */
  libraries: readonly number[];
}

export type NamedKind = 'agent' | 'place';

export interface NameRow {
  kind: NamedKind | 'vocabulary';
  /** The reference as it was given. */
  asked: string;
  /** Whose the asked record is: another library's is not meant. */
  owner: number | null;
  record: ResolvedAuthority | VocabularyRow;
}

const chain = (kind: NamedKind, refs: string): string => `${kind}_chain AS (
    SELECT pid AS asked, library_id AS owner, id, merged_into, 0 AS depth FROM ${kind}
     WHERE pid = ANY (${refs}::text[]) AND (library_id IS NULL OR library_id = ANY ($4::bigint[]))
    UNION ALL
    SELECT one.asked, one.owner, next.id, next.merged_into, depth + 1
      FROM ${kind}_chain one JOIN ${kind} next ON next.id = one.merged_into WHERE depth < 20)`;

const ends = (kind: NamedKind): string => `
  SELECT '${kind}' AS kind, one.asked, one.owner,
         jsonb_build_object('pid', kept.pid, 'name', kept.name, 'variants', kept.variants) AS record
    FROM ${kind}_chain one JOIN ${kind} kept ON kept.id = one.id WHERE one.merged_into IS NULL`;

/** Agents $1, places $2 with their merges followed, and which versions of vocabularies $3 are in force; of libraries $4. */
export const namesStatement = `
  WITH RECURSIVE ${chain('agent', '$1')}, ${chain('place', '$2')}
  ${ends('agent')} UNION ALL ${ends('place')} UNION ALL
  SELECT 'vocabulary', key, library_id, jsonb_build_object('id', id, 'pid', pid, 'libraryId', library_id, 'key', key,
         'name', name, 'ordered', ordered, 'version', version)
    FROM vocabulary WHERE key = ANY ($3::text[]) AND (library_id IS NULL OR library_id = ANY ($4::bigint[]))`;
