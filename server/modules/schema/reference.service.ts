import { Injectable } from '@nestjs/common';
import type { LookUp, Reference, Referred } from '../../contract/plugin.js';
import { AuthorityService, type KnownNames } from '../authority/authority.service.js';
import type { VocabularyTerms } from '../authority/vocabulary.store.js';

function ofTerm(vocabulary: VocabularyTerms, code: string | undefined, name: string | undefined): Referred | undefined {
  const term =
    (code === undefined ? undefined : (vocabulary.get(code) ?? vocabulary.named(code))) ??
    (name === undefined ? undefined : vocabulary.named(name));
  if (!term) return undefined;
  return {
    key: term.code,
    label: term.label,
    parents: term.parents.map((key) => ({ key, label: vocabulary.get(key)?.label ?? {} })),
    variants: term.variants,
  };
}

/** What one record points to, and whose controlled names it may mean; null means the platform's alone. */
export interface Asking {
  references: readonly Reference[];
  libraryId: number | null;
}

const refsOf = (kind: 'agent' | 'place', references: readonly Reference[]): string[] =>
  references.flatMap((reference) => (reference.kind === kind ? [reference.ref] : []));

/** Looks up whatever records point to, in one question however many they are and of however many libraries. */
@Injectable()
export class ReferenceService {
  constructor(private readonly authorities: AuthorityService) {}

  async lookUp(asking: readonly Asking[]): Promise<(libraryId: number | null) => KnownReferences> {
    const all = asking.flatMap(({ references }) => references);
    const known = await this.authorities.known({
      agents: refsOf('agent', all),
      places: refsOf('place', all),
      vocabularies: all.flatMap((reference) => (reference.kind === 'term' ? [reference.vocabulary] : [])),
      libraries: asking.flatMap(({ libraryId }) => libraryId ?? []),
    });
    const byLibrary = new Map<number | null, KnownReferences>();
    return (libraryId) => {
      const names = byLibrary.get(libraryId) ?? new KnownReferences(known(libraryId));
      byLibrary.set(libraryId, names);
      return names;
    };
  }
}

/** What was looked up, as one library means it. */
export class KnownReferences {
  constructor(private readonly names: KnownNames) {}

  readonly find: LookUp = (reference) => {
    if (reference.kind === 'term') {
      const vocabulary = this.names.vocabularies.get(reference.vocabulary);
      return vocabulary && ofTerm(vocabulary, reference.code, reference.name);
    }
    const found = this.names[`${reference.kind}s`].get(reference.ref);
    return found && { key: found.pid, label: found.name, parents: [], variants: found.variants };
  };

  /** The public ids of the records that are meant, by how values say so before and after they are settled: see `refsOf`. */
  recordsOf(references: readonly Reference[]): Map<string, string> {
    const records = new Map<string, string>();
    for (const reference of references) {
      const found = this.find(reference);
      if (!found) continue;
      if (reference.kind === 'term') {
        const { vocabulary, code = found.key } = reference;
        const pid = this.names.vocabularies.get(vocabulary)!.get(found.key)!.pid;
        for (const said of [code, found.key]) records.set(`${vocabulary}/${said}`, pid);
      } else {
        for (const said of [reference.ref, found.key]) records.set(said, found.key);
      }
    }
    return records;
  }
}
