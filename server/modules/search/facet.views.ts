import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import type { CollectionConfig, FieldDefinition } from '../../contract/collection.js';
import { coreFacets } from '../../contract/field.roles.js';
import { type Locale, localize } from '../../contract/localized.js';
import type { FacetValueView, FacetView } from '../../contract/reader.js';
import { spoken } from '../../contract/text/traditional.js';
import { facetEntry } from '../../platform/search/search.document.js';
import { type FacetCount, mostFacetValues, type SearchAnswer } from '../../platform/search/search.request.js';
import { AuthorityService } from '../authority/authority.service.js';
import type { Term, VocabularyTerms } from '../authority/vocabulary.store.js';
import { type FacetLabel, FacetLabels } from './facet.labels.js';
import { type FacetOrder, inFacetOrder } from './facet.order.js';
import { type Above, type Branch, laidOut, missingParents, treeCandidates } from './facet.trees.js';
import { nameOf, type SearchScope } from './search.scope.js';
import { facetWords, kindWords } from './search.words.js';

export interface FacetPlan {
  key: string;
  label: string;
  kind: 'terms' | 'years';
  limit: number;
  order: FacetOrder;
  vocabulary?: string;
  /** Of a tree, so many below each of the topmost are shown in any case. */
  spread?: number;
}

const usualLimit = 8;
const largestVocabulary = 1_000_000;
/** Beyond this span bars are centuries. */
const mostDecades = 45;

/** One that all collections share, before it is named. */
export const sharedFacet = (key: string, kind: FacetPlan['kind'] = 'terms'): Omit<FacetPlan, 'label'> => ({
  key,
  kind,
  limit: usualLimit,
  order: 'count',
});

/** The facets of a search: those of the collection it is narrowed to, else what all collections share. */
export function facetPlan({ config, libraries }: SearchScope, locale: Locale): FacetPlan[] {
  const shared = (key: string, kind: FacetPlan['kind'] = 'terms'): FacetPlan => ({
    ...sharedFacet(key, kind),
    label: facetWords[key]?.[locale] ?? key,
  });
  const both = [...(libraries.length > 1 ? [shared('library')] : []), shared('collection')];
  if (!config) return [...both, shared('kind'), shared('years', 'years'), ...coreFacets.map((key) => shared(key))];
  return [...both, ...ownFacets(config, locale)];
}

/** Those that a collection's configuration names, each with the field that it counts. */
export function ownFacets(config: CollectionConfig, locale: Locale): (FacetPlan & { field: FieldDefinition })[] {
  return config.presentation.facets.flatMap(({ field: id, kind, limit, sort: order }) => {
    const field = config.schema.fields.find((one) => one.id === id && !one.internal && !one.removed);
    if (!field) return [];
    const key = kind === 'years' && field.core === 'date' ? 'years' : id;
    const { vocabulary } = field;
    const label = localize(field.label, locale);
    return [{ field, key, label, kind, limit, order, ...(vocabulary ? { vocabulary } : {}) }];
  });
}

/** What an engine counts for a facet. Years of the item's date are counted by decade and by century. */
export function groupsOf(plan: FacetPlan): string[] {
  if (plan.kind === 'terms') return [plan.key];
  const group = plan.key === 'years' ? 'date' : plan.key;
  return [`${group}.d`, `${group}.c`];
}

type Vocabularies = ReadonlyMap<string, VocabularyTerms>;
/** Parents are keys of the same facet. */
export type PlacedTerm = Pick<Term, 'label' | 'ord' | 'parents'>;

interface WantedValues {
  plan: FacetPlan;
  counts: readonly FacetCount[];
  chosen: readonly string[];
}

interface Shown extends WantedValues {
  /** What stands above each value, where the facet is a tree. */
  above: Above | null;
  /** Values that want no names: they cannot be among the first. */
  out: number;
}

/**
 * Of values in the order of their counts only those as frequent as the last that is shown can be among the first: which
 * of the evenly frequent are, their names say. Counts come with the most frequent first.
 */
export function eligibleFor(
  { order, limit }: FacetPlan,
  counts: readonly FacetCount[],
  chosen: readonly string[],
): FacetCount[] {
  const least = order === 'count' ? (counts[limit - 1]?.count ?? 0) : 0;
  return counts.filter(({ key, count }) => count >= least || chosen.includes(key));
}

/** Codes of a facet over several vocabularies begin with the vocabulary's key. */
export function parted(plan: FacetPlan, key: string): { vocabulary: string; code: string } {
  if (!coreFacets.some((core) => core === plan.key)) return { vocabulary: plan.vocabulary ?? '', code: key };
  const at = key.indexOf('.');
  return { vocabulary: key.slice(0, Math.max(at, 0)), code: key.slice(at + 1) };
}

export const vocabulariesIn = (plan: FacetPlan, keys: readonly string[]): string[] =>
  [...new Set(keys.map((key) => parted(plan, key).vocabulary))].filter((name) => name !== '').sort();

/**
 * Terms as they stand in their vocabularies now: a term put between two others moves all that follow, which no document
 * is made anew for.
 */
export function termsOf(plan: FacetPlan, keys: readonly string[], known: Vocabularies): Map<string, PlacedTerm> {
  const names = vocabulariesIn(plan, keys);
  return new Map(
    keys.flatMap((key) => {
      const { vocabulary, code } = parted(plan, key);
      const term = known.get(vocabulary)?.get(code);
      if (!term) return [];
      const ord = names.indexOf(vocabulary) * largestVocabulary + term.ord;
      const before = key.slice(0, key.length - code.length);
      return [[key, { label: term.label, ord, parents: term.parents.map((above) => before + above) }] as const];
    }),
  );
}

const keysOf = (
  { facets }: SearchAnswer,
  { key }: FacetPlan,
  chosen: Readonly<Record<string, readonly string[]>>,
): string[] => [...(facets[key] ?? []).map((one) => one.key), ...(chosen[key] ?? [])];

/** Which values of a facet may be shown, and whether they are a tree: that is for their vocabulary to say. */
function shownOf(plan: FacetPlan, all: readonly FacetCount[], chosen: readonly string[], known: Vocabularies): Shown {
  const placed = (keys: readonly string[]): [string, readonly string[]][] =>
    [...termsOf(plan, keys, known)].map(([key, { parents }]) => [key, parents]);
  const own = new Map(placed([...all.map(({ key }) => key), ...chosen]));
  if (![...own.values()].some((parents) => parents.length > 0)) {
    const counts = eligibleFor(plan, all, chosen);
    return { plan, counts, chosen, above: null, out: all.length - counts.length };
  }
  const counted = new Set(all.map(({ key }) => key));
  const picked = chosen.filter((key) => !counted.has(key)).map((key) => ({ key, count: 0 }));
  const missing = missingParents([...all, ...picked], own);
  const above = new Map([...own, ...placed(missing)]);
  const whole = [...all, ...picked, ...missing.map((key) => ({ key, count: 0 }))];
  const counts = treeCandidates(whole, above, chosen, plan, (beside, limit, kept) =>
    eligibleFor({ ...plan, limit }, beside, kept),
  );
  return { plan, counts, chosen, above, out: 0 };
}

@Injectable()
export class FacetViews {
  constructor(
    private readonly labels: FacetLabels,
    private readonly authorities: AuthorityService,
  ) {}

  async of(
    plans: readonly FacetPlan[],
    answer: SearchAnswer,
    chosen: Readonly<Record<string, readonly string[]>>,
    scope: SearchScope,
    caller: Caller,
  ): Promise<FacetView[]> {
    const terms = plans.filter(({ kind }) => kind === 'terms');
    const known = await this.vocabularies(
      terms.flatMap((plan) => vocabulariesIn(plan, keysOf(answer, plan, chosen))),
      scope,
    );
    const wanted = terms.map((plan) => shownOf(plan, answer.facets[plan.key] ?? [], chosen[plan.key] ?? [], known));
    const values = await this.valuesOf(wanted, known, scope, caller);
    return plans.flatMap((plan): FacetView[] => {
      if (plan.kind === 'years') return this.years(plan, answer);
      const { above, out } = wanted.find((one) => one.plan === plan)!;
      const rows = values.get(plan)!;
      const shown = above ? laidOut(rows, plan) : rows.filter(({ view }, at) => at < plan.limit || view.selected);
      const { key, label } = plan;
      const all = answer.facets[key] ?? [];
      const listed = new Set(shown.map((row) => row.view.key));
      const more = above ? all.filter((one) => !listed.has(one.key)).length : rows.length - shown.length + out;
      const many = all.length >= mostFacetValues ? { many: true } : {};
      if (shown.length === 0) return [];
      return [{ key, label, kind: 'terms', values: shown.map(({ view }) => view), more, ...many }];
    });
  }

  /** Every value of a facet, named and in order. A chosen value stays even when nothing is left under it. */
  async values(
    plan: FacetPlan,
    counts: readonly FacetCount[],
    chosen: readonly string[],
    scope: SearchScope,
    caller: Caller,
  ): Promise<FacetValueView[]> {
    const keys = [...counts.map(({ key }) => key), ...chosen];
    const known = await this.vocabularies(vocabulariesIn(plan, keys), scope);
    const rows = (await this.valuesOf([{ plan, counts, chosen }], known, scope, caller)).get(plan)!;
    return rows.map(({ view }) => view);
  }

  /** What values of several facets are called, each by its key. */
  async called(
    wanted: readonly { plan: FacetPlan; keys: readonly string[] }[],
    scope: SearchScope,
    caller: Caller,
  ): Promise<Map<string, FacetValueView>[]> {
    const known = await this.vocabularies(
      wanted.flatMap(({ plan, keys }) => vocabulariesIn(plan, keys)),
      scope,
    );
    const all = wanted.map(({ plan, keys }): WantedValues => ({
      plan: { ...plan },
      counts: keys.map((key) => ({ key, count: 0 })),
      chosen: [],
    }));
    const rows = await this.valuesOf(all, known, scope, caller);
    return all.map(({ plan }) => new Map(rows.get(plan)!.map(({ view }) => [view.key, view])));
  }

  /** Names are looked up for all facets together. */
  private async valuesOf(
    wanted: readonly WantedValues[],
    vocabularies: Vocabularies,
    scope: SearchScope,
    caller: Caller,
  ): Promise<Map<FacetPlan, Branch[]>> {
    const all = wanted.map(({ counts, chosen }) => {
      const known = new Set(counts.map(({ key }) => key));
      return [...counts, ...chosen.filter((key) => !known.has(key)).map((key) => ({ key, count: 0 }))];
    });
    const labels = await this.labels.of(
      wanted.flatMap(({ plan }, at) => all[at]!.map(({ key }) => facetEntry(plan.key, key))),
    );
    return new Map(
      wanted.map(({ plan, chosen }, at) => {
        const terms = termsOf(
          plan,
          all[at]!.map(({ key }) => key),
          vocabularies,
        );
        return [plan, this.named(plan, all[at]!, chosen, { labels, terms }, scope, caller)];
      }),
    );
  }

  private named(
    plan: FacetPlan,
    counts: readonly FacetCount[],
    chosen: readonly string[],
    { labels, terms }: { labels: ReadonlyMap<string, FacetLabel>; terms: ReadonlyMap<string, PlacedTerm> },
    scope: SearchScope,
    caller: Caller,
  ): Branch[] {
    const named = counts.map(({ key, count }) => {
      const term = terms.get(key);
      const entry = labels.get(facetEntry(plan.key, key));
      const scoped = this.scoped(plan.key, key, scope);
      const label = scoped
        ? nameOf(scoped, caller)
        : (this.kind(plan.key, key, caller.locale) ?? localize(term?.label ?? entry?.label, caller.locale));
      // A library stands in addresses by its short name.
      const value = plan.key === 'library' && scoped ? scoped.slug : key;
      return {
        view: {
          key: value,
          label: label || key,
          ...spoken(label || key, caller.locale),
          count,
          selected: chosen.includes(key),
          depth: 0,
        },
        entry,
        ord: term?.ord,
        parents: term?.parents ?? [],
      };
    });
    return inFacetOrder(named, plan.order);
  }

  vocabularies(names: readonly string[], { libraryIds }: SearchScope): Promise<Vocabularies> {
    const [only, ...others] = libraryIds;
    const own = others.length === 0 ? (only ?? null) : null;
    return this.authorities.vocabulariesAmong(libraryIds, [...new Set(names)], own);
  }

  private scoped(group: string, key: string, scope: SearchScope) {
    if (group === 'library') return scope.libraries.find(({ pid }) => pid === key);
    if (group === 'collection') return scope.collections.find(({ pid }) => pid === key);
    return undefined;
  }

  private kind(group: string, key: string, locale: Locale): string | undefined {
    return group === 'kind' ? kindWords[key as keyof typeof kindWords]?.[locale] : undefined;
  }

  private years(plan: FacetPlan, answer: SearchAnswer): FacetView[] {
    const [decades, centuries] = groupsOf(plan).map((group) => answer.facets[group] ?? []);
    return yearsView(plan, decades ?? [], centuries ?? []);
  }
}

/** Bars of decades, or of centuries where decades would be too many. */
export function yearsView(
  { key, label }: FacetPlan,
  decades: readonly FacetCount[],
  centuries: readonly FacetCount[],
): FacetView[] {
  const inOrder = (counts: readonly FacetCount[]) =>
    counts.map((one) => ({ from: Number(one.key), count: one.count })).sort((a, b) => a.from - b.from);
  const narrow = inOrder(decades);
  const span = narrow.length > 0 ? (narrow.at(-1)!.from - narrow[0]!.from) / 10 + 1 : 0;
  const wide = narrow.length === 0 || span > mostDecades;
  const size = wide ? 100 : 10;
  const bars = (wide ? inOrder(centuries) : narrow).map(({ from, count }) => ({ from, to: from + size - 1, count }));
  // One bar says nothing of time.
  if (bars.length < 2) return [];
  const years = { from: bars[0]!.from, to: bars.at(-1)!.to, bars };
  return [{ key, label, kind: 'years', values: [], more: 0, years }];
}
