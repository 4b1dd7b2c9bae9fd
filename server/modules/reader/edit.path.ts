import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { may } from '../../contract/permissions.js';

/** A record as its row says where it stands. */
export interface PlacedItem {
  pid: string;
  library_id: number;
  collection_id: number;
}

export interface PlacedCollection {
  id: number;
  pid: string;
  libraryId: number;
}

export interface PlacedRecord {
  kind: 'agent' | 'place' | 'term';
  pid: string;
  /** Terms only: the vocabulary that it is found in, and under which name. */
  vocabularyPid: string | null;
  name: LocalizedText;
}

type Asking = Pick<Caller, 'grants'>;

/**
 * Where staff change what a page shows, as a path of the console; undefined for whoever may not. Nothing is asked of the
 * database for it: pages know where they stand, and the caller what they hold there.
 */
export function itemEdit(
  { grants }: Asking,
  item: PlacedItem,
  part: '' | '/pages' | '/links' = '',
): string | undefined {
  const scope = { libraryId: item.library_id, collectionId: item.collection_id };
  return may(grants, 'item.edit', scope) ? `items/${item.pid}${part}` : undefined;
}

export function collectionEdit({ grants }: Asking, { id, pid, libraryId }: PlacedCollection): string | undefined {
  return may(grants, 'collection.edit', { libraryId, collectionId: id }) ? `collections/${pid}/design` : undefined;
}

export function libraryEdit({ grants }: Asking, { id, pid }: { id: number; pid: string }): string | undefined {
  return may(grants, 'library.edit', { libraryId: id }) ? `libraries/${pid}` : undefined;
}

/** Of a name that the caller may change: who may is a rule of the authorities. A term is changed in its vocabulary. */
export function recordEdit({ kind, pid, vocabularyPid, name }: PlacedRecord): string {
  if (kind !== 'term') return `authorities/${kind}s/${pid}`;
  const query = new URLSearchParams({ q: localize(name, 'zh-CN'), term: pid });
  return `authorities/vocabularies/${vocabularyPid}?${query.toString()}`;
}
