import { splitEntry } from '../search.document.js';
import { yearGroups } from '../search.request.js';

/** Counted over all collections at once, which is where there are most items: each of these has a place of its own. */
const everywhere = ['library', 'collection', 'kind', ...yearGroups, 'agent', 'place', 'class', 'subject', 'language'];

/** Fields of collections share some, so that the mapping does not grow with them; few stand in one collection. */
const shared = 24;

const name = (at: number): string => `count_${at}`;

export const countingFields = Array.from({ length: everywhere.length + shared }, (_, at) => name(at));

export interface CountingField {
  field: string;
  /** Whether other groups are counted there too. */
  isShared: boolean;
}

/** Where the values of a group are kept to be counted: the fewer stand there, the faster it goes. */
export function countingField(group: string): CountingField {
  const at = everywhere.indexOf(group);
  if (at >= 0) return { field: name(at), isShared: false };
  let hash = 0;
  for (const sign of group) hash = (Math.imul(hash, 31) + (sign.codePointAt(0) as number)) >>> 0;
  return { field: name(everywhere.length + (hash % shared)), isShared: true };
}

export function byCountingField(entries: readonly string[]): Record<string, string[]> {
  const out: Record<string, string[]> = {};
  for (const entry of entries) (out[countingField(splitEntry(entry).group).field] ??= []).push(entry);
  return out;
}
