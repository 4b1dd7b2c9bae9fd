import { Injectable } from '@nestjs/common';
import type { CollectionSchema, FieldDefinition } from '../../contract/collection.js';
import { shownFields } from '../../contract/condition.js';
import { type Locale, localize } from '../../contract/localized.js';
import type { FacetView } from '../../contract/reader.js';
import type { StoredValue, Values } from '../../contract/values.js';
import type { FacetCount } from '../../platform/search/search.request.js';
import { AuthorityService } from '../authority/authority.service.js';
import { ValueService } from '../schema/value.service.js';
import { yearKeys, yearsOf } from './document.years.js';
import { inFacetOrder } from './facet.order.js';
import { laidOut } from './facet.trees.js';
import { type FacetPlan, yearsView } from './facet.views.js';

export type SampledFacet = FacetPlan & { field: FieldDefinition };

interface Entry {
  key: string;
  label: string;
  /** What stands above it, where no vocabulary says so. */
  parents: string[];
}

/** Facets counted over records themselves: what no index knows yet, because it is still being designed. */
@Injectable()
export class SampleFacets {
  constructor(
    private readonly values: ValueService,
    private readonly authorities: AuthorityService,
  ) {}

  async of(
    schema: CollectionSchema,
    plans: readonly SampledFacet[],
    records: readonly Values[],
    libraryId: number,
    locale: Locale,
  ): Promise<FacetView[]> {
    const views: FacetView[] = [];
    const shown = records.map((values) => new Set(shownFields(schema.fields, values)));
    for (const plan of plans) {
      const held = records.map((values, at) => (shown[at]!.has(plan.field) ? (values[plan.field.id] ?? []) : []));
      if (plan.kind === 'years') views.push(...this.years(plan, held));
      else views.push(await this.terms(plan, held, libraryId, locale));
    }
    return views;
  }

  private years(plan: SampledFacet, held: readonly StoredValue[][]): FacetView[] {
    const keys = held.map((some) =>
      yearKeys(some.flatMap((stored) => yearsOf(this.values.forms.indexOf(plan.field, stored)))),
    );
    return yearsView(
      plan,
      counted(keys.map(({ decades }) => decades.map(String))),
      counted(keys.map(({ centuries }) => centuries.map(String))),
    );
  }

  private async terms(
    plan: SampledFacet,
    held: readonly StoredValue[][],
    libraryId: number,
    locale: Locale,
  ): Promise<FacetView> {
    const entries = new Map<string, Entry>();
    const keys = held.map((some) =>
      some.flatMap((stored) => {
        const found = this.entriesOf(plan.field, stored);
        for (const entry of found) entries.set(entry.key, entry);
        return found.map(({ key }) => key);
      }),
    );
    const counts = counted(keys);
    const asked = counts.map(({ key }) => key);
    const vocabulary = plan.vocabulary
      ? (await this.authorities.vocabularies([plan.vocabulary], libraryId)).get(plan.vocabulary)
      : undefined;
    const people = await this.authorities.resolve('agent', asked, libraryId);
    const places = await this.authorities.resolve('place', asked, libraryId);
    const rows = counts.map(({ key, count }) => {
      const term = vocabulary?.get(key);
      const { label, parents } = entries.get(key)!;
      const name = localize(term?.label ?? people.get(key)?.name ?? places.get(key)?.name, locale) || label;
      return {
        view: { key, label: name, count, selected: false, depth: 0 },
        entry: undefined,
        ord: term?.ord,
        parents: term?.parents ?? parents,
      };
    });
    const ordered = inFacetOrder(rows, plan.order);
    const { key, label, limit } = plan;
    const isTree = ordered.some(({ parents }) => parents.length > 0);
    const shown = isTree ? laidOut(ordered, plan) : ordered.slice(0, limit);
    return { key, label, kind: 'terms', values: shown.map(({ view }) => view), more: ordered.length - shown.length };
  }

  /** A value and all that stand above it, as the index would have them. */
  private entriesOf(field: FieldDefinition, stored: StoredValue): Entry[] {
    return (this.values.forms.indexOf(field, stored).facets ?? []).flatMap(({ key, label, parents = [] }) =>
      [key, ...parents].map((code, at) => ({
        key: code,
        label: at === 0 ? label : code,
        parents: parents.slice(at),
      })),
    );
  }
}

/** In how many records each stands. */
function counted(records: readonly (readonly string[])[]): FacetCount[] {
  const counts = new Map<string, number>();
  for (const keys of records) for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, count]) => ({ key, count }));
}
