import { Injectable } from '@nestjs/common';
import type { LookUp, Reference, Referred } from '../../contract/plugin.js';
import { AuthorityService } from '../authority/authority.service.js';
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

/** Looks up whatever a record points to, in three questions however much it is. */
@Injectable()
export class ReferenceService {
  constructor(private readonly authorities: AuthorityService) {}

  async lookUp(references: readonly Reference[], libraryId: number | null): Promise<LookUp> {
    const refs = (kind: 'agent' | 'place') =>
      references.flatMap((reference) => (reference.kind === kind ? [reference.ref] : []));
    const vocabularies = await this.authorities.vocabularies(
      references.flatMap((reference) => (reference.kind === 'term' ? [reference.vocabulary] : [])),
      libraryId,
    );
    const named = {
      agent: await this.authorities.resolve('agent', refs('agent'), libraryId),
      place: await this.authorities.resolve('place', refs('place'), libraryId),
    };
    return (reference) => {
      if (reference.kind === 'term') {
        const vocabulary = vocabularies.get(reference.vocabulary);
        return vocabulary && ofTerm(vocabulary, reference.code, reference.name);
      }
      const found = named[reference.kind].get(reference.ref);
      return found && { key: found.pid, label: found.name, parents: [], variants: found.variants };
    };
  }

  /** The public ids of the records that are meant: by code within a vocabulary (`dynasty/qing`), or by what a value says. */
  async records(references: readonly Reference[], libraryId: number | null): Promise<Map<string, string>> {
    const refs = (kind: 'agent' | 'place') =>
      references.flatMap((reference) => (reference.kind === kind ? [reference.ref] : []));
    const terms = references.flatMap((one) => (one.kind === 'term' && one.code !== undefined ? [one] : []));
    const [vocabularies, agents, places] = await Promise.all([
      this.authorities.vocabularies(
        terms.map(({ vocabulary }) => vocabulary),
        libraryId,
      ),
      this.authorities.resolve('agent', refs('agent'), libraryId),
      this.authorities.resolve('place', refs('place'), libraryId),
    ]);
    const records = new Map<string, string>();
    for (const [asked, { pid }] of [...agents, ...places]) records.set(asked, pid);
    for (const { vocabulary, code } of terms) {
      const term = vocabularies.get(vocabulary)?.get(code!);
      if (term) records.set(`${vocabulary}/${code}`, term.pid);
    }
    return records;
  }
}
