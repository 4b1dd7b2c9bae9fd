import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig, MaterialKind } from '../../contract/collection.js';
import { holdsBeside } from '../../contract/field.reach.js';
import { type LocalizedText, localize } from '../../contract/localized.js';
import { Problem } from '../../contract/problems.js';
import { fold, parseQuery, type Query } from '../../contract/text/index.js';
import { AccessService } from '../access/access.service.js';
import { type InForce, SchemaService } from '../schema/schema.service.js';
import { coreNames } from './core.fields.js';
import { namesAsRecorded } from './shown.names.js';

interface Named {
  pid: string;
  slug: string;
  name: LocalizedText;
}

export interface ScopeCollection extends Named, InForce {
  kind: MaterialKind;
  libraryPid: string;
  libraryId: number;
}

/** Where a search looks: the collections this reader may come across, and the one or the library it is narrowed to. */
export interface SearchScope {
  collectionIds: number[];
  /** Whose own names count: the libraries of those collections, or the one that it is narrowed to. */
  libraryIds: number[];
  libraries: Named[];
  collections: ScopeCollection[];
  library: Named | null;
  collection: ScopeCollection | null;
  config: CollectionConfig | null;
}

@Injectable()
export class SearchScopes {
  constructor(
    private readonly access: AccessService,
    private readonly schema: SchemaService,
  ) {}

  async of(caller: Caller, narrow: { library?: string; collection?: string }): Promise<SearchScope> {
    const site = caller.siteLibraryId;
    const rows = (await this.access.readable(caller)).filter(({ libraryId }) => site === null || libraryId === site);
    const libraries = new Map(rows.map(({ library }) => [library.pid, library]));
    const collections = rows.map(
      ({ id, pid, slug, name, kind, libraryId, library, schemaVersion, presentationVersion }) => {
        return { id, pid, slug, name, kind, libraryId, libraryPid: library.pid, schemaVersion, presentationVersion };
      },
    );
    const library =
      narrow.library === undefined
        ? null
        : ([...libraries.values()].find(({ pid, slug }) => pid === narrow.library || slug === narrow.library) ?? null);
    const collection = collectionNamed(narrow.collection, library, collections);
    if (narrow.library !== undefined && !library) throw new Problem('library.not-found');
    if (narrow.collection !== undefined && !collection) throw new Problem('collection.not-found');
    const among = collections.filter((one) =>
      collection ? one.id === collection.id : library ? one.libraryPid === library.pid : true,
    );
    return {
      libraryIds: [...new Set(among.map(({ libraryId }) => libraryId))],
      collectionIds: rows.map(({ id }) => id),
      libraries: [...libraries.values()],
      collections,
      library,
      collection,
      config: collection ? (await this.schema.inForce([collection])).get(collection.id)! : null,
    };
  }

  /** What was typed here, as it is meant. */
  parse(text: string, exact: boolean, scope: SearchScope): Query {
    return parseQuery(exact ? text : namesAsRecorded(text), { exact, fields: this.fieldNames(scope) });
  }

  /**
   * Names that may stand before a colon: of what every collection knows, and in one the labels and keys of its search fields,
   * and of those that cannot be found otherwise.
   */
  fieldNames({ config }: SearchScope): Map<string, string | readonly string[]> {
    const names = new Map<string, string | readonly string[]>(coreNames());
    if (!config) return names;
    const chosen = new Set(config.presentation.searchFields);
    for (const field of config.schema.fields) {
      if (field.internal || field.removed || !(chosen.has(field.id) || holdsBeside(field))) continue;
      for (const name of [field.key, ...Object.values(field.label)]) names.set(fold(name), field.id);
    }
    return names;
  }
}

/** By its public id, or by its short name where only one that is meant has it: that is one of a library. */
function collectionNamed(
  name: string | undefined,
  library: Named | null,
  collections: readonly ScopeCollection[],
): ScopeCollection | null {
  if (name === undefined) return null;
  const known = collections.find(({ pid }) => pid === name);
  if (known) return known;
  const [only, ...others] = collections.filter(
    ({ slug, libraryPid }) => slug === name && (library === null || libraryPid === library.pid),
  );
  return others.length === 0 ? (only ?? null) : null;
}

export const nameOf = (one: Named, caller: Caller): string => localize(one.name, caller.locale);

/** The collections that a narrowed search looks in. */
export const collectionsIn = ({ collection, library, collections }: SearchScope): number[] =>
  collections
    .filter((one) => (collection ? one.id === collection.id : library ? one.libraryPid === library.pid : true))
    .map(({ id }) => id);
