import { Injectable } from '@nestjs/common';
import type { Answer } from '../../contract/api/index.js';
import type { Caller } from '../../contract/caller.js';
import { localize, type LocalizedText } from '../../contract/localized.js';
import { isPid } from '../../contract/pid.js';
import { spoken } from '../../contract/text/traditional.js';
import { AuthorityService } from '../authority/authority.service.js';
import { keysOf } from './facet.dictionary.js';
import type { SearchScope } from './search.scope.js';

type Row = Answer<'GET /search/suggestions'>['rows'][number];

/** A facet value that is offered, with how many items this reader finds under it. */
export interface SuggestedName {
  group: string;
  key: string;
  label: LocalizedText;
  count: number;
}

/** Names as they are offered: with the other name by which they were found, and leading to the thing itself. */
@Injectable()
export class SuggestedRows {
  constructor(private readonly authorities: AuthorityService) {}

  async of(names: readonly SuggestedName[], typed: string, scope: SearchScope, caller: Caller): Promise<Row[]> {
    const reasons = await this.variants(
      names.filter((name) => !says(Object.values(name.label), typed, name)),
      typed,
      scope,
    );
    return names.map((name) => {
      const variant = reasons.get(name);
      const href = hrefOf(name, scope, caller);
      const [kind, text] = [name.group as Row['kind'], localize(name.label, caller.locale)];
      const row = { kind, text, ...spoken(text, caller.locale), count: name.count, href };
      if (variant === undefined) return row;
      const { lang: variantLang } = spoken(variant, caller.locale);
      return { ...row, variant, ...(variantLang ? { variantLang } : {}) };
    });
  }

  /** Asked only where the name that is shown does not say by itself why it is. */
  private async variants(
    names: readonly SuggestedName[],
    typed: string,
    { libraryIds }: SearchScope,
  ): Promise<Map<SuggestedName, string>> {
    const found = new Map<SuggestedName, string>();
    if (names.length === 0) return found;
    const keysIn = (group: string) => names.flatMap((name) => (name.group === group ? [name.key] : []));
    const known = await this.authorities.known({
      ...{ agents: keysIn('agent').filter(isPid), places: keysIn('place').filter(isPid) },
      vocabularies: names.flatMap(({ key }) => vocabularyOf(key) ?? []),
      libraries: libraryIds,
    });
    const all = [null, ...libraryIds].map(known);
    for (const name of names) {
      const [vocabulary, code] = [vocabularyOf(name.key), name.key.slice(name.key.indexOf('.') + 1)];
      const variants = all.flatMap(({ agents, places, vocabularies }) => {
        const record = name.group === 'agent' ? agents.get(name.key) : places.get(name.key);
        return record?.variants ?? (vocabulary ? vocabularies.get(vocabulary)?.get(code)?.variants : undefined) ?? [];
      });
      const variant = variants.find((one) => says([one], typed, name));
      if (variant !== undefined) found.set(name, variant);
    }
    return found;
  }
}

const says = (texts: readonly string[], typed: string, { group }: SuggestedName): boolean =>
  keysOf(texts, group === 'agent').some((key) => key.startsWith(typed));

/** Terms of several vocabularies have theirs before the code. */
const vocabularyOf = (key: string): string | undefined => (isPid(key) ? undefined : /^([a-z][\w-]*)\./i.exec(key)?.[1]);

/** Records have a page of their own; what only stands in items leads to these, by the collection's own facet where there is one. */
function hrefOf({ group, key, label }: SuggestedName, scope: SearchScope, caller: Caller): string {
  if ((group === 'agent' || group === 'place') && isPid(key)) return `/a/${key}`;
  const { library, collection, config } = scope;
  if (!collection || !config) {
    const query = new URLSearchParams({ f: `${group}~${key}` });
    if (library) query.set('library', library.slug);
    return `/search?${query.toString()}`;
  }
  const shown = new Set(config.presentation.facets.map(({ field }) => field));
  const own = config.schema.fields.find((field) => field.core === group && shown.has(field.id) && !field.removed);
  const vocabulary = vocabularyOf(key);
  const value = own?.vocabulary && own.vocabulary === vocabulary ? key.slice(vocabulary.length + 1) : key;
  const [name, text]: [string, string] = own ? ['f', `${own.id}~${value}`] : ['q', localize(label, caller.locale)];
  return `/search?${new URLSearchParams([
    [name, text],
    ['collection', collection.pid],
  ]).toString()}`;
}
