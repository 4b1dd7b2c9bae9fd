import { Injectable } from '@nestjs/common';
import type { Caller } from '../../contract/caller.js';
import { isPid } from '../../contract/pid.js';
import type { PickedValue } from '../../contract/reader.js';
import { joinedValues, type SearchRow, valuesIn } from '../../contract/search.rows.js';
import { Database } from '../../platform/database/database.js';
import { keptPlan } from '../../platform/database/kept.plan.js';
import { facetEntry, splitEntry } from '../../platform/search/search.document.js';
import { SearchEngine } from '../../platform/search/search.engine.js';
import { AuthorityService } from '../authority/authority.service.js';
import { isOffered, typedKey } from './facet.dictionary.js';
import { type FacetPlan, FacetViews } from './facet.views.js';
import { kindsNamed } from './kind.names.js';
import { rowFields } from './row.fields.js';
import type { SearchScope } from './search.scope.js';

/** The values of a row of which one will do, as this reader may know them. */
export interface RowPicks {
  picked: PickedValue[];
  absent: string[];
  /** Of both. */
  entries: string[];
  /** With the keys of what was asked for by its name. */
  value: string;
}

const isOfPeople = ({ key: group }: FacetPlan): boolean => group === 'agent';

interface Asking {
  at: number;
  plan: FacetPlan;
  values: string[];
}

/** Values of one name: people who are called alike. */
const mostAlike = 20;
const mostFound = 1000;

/** Whole names only. Of groups that are offered while one types there is an index of them; others are looked through once. */
const namedSo = keptPlan(`
  WITH asked AS (SELECT * FROM unnest($1::text[], $2::text[], $3::boolean[]) AS one (first, key, offered))
  (SELECT asked.first, asked.key, known.entry FROM asked CROSS JOIN LATERAL (
     SELECT value.entry FROM suggestion_key typed JOIN facet_value value ON value.id = typed.facet_id
      WHERE typed.key = asked.key AND starts_with(value.entry, asked.first) ORDER BY value.entry LIMIT ${mostAlike}) known
    WHERE asked.offered)
  UNION ALL
  (SELECT asked.first, asked.key, value.entry
     FROM (SELECT DISTINCT first FROM asked WHERE NOT offered) looked
     JOIN facet_value value ON value.entry >= looked.first AND value.entry < left(looked.first, -1) || '>'
     CROSS JOIN LATERAL unnest(string_to_array(value.names, E'\\n')) AS name (key)
     JOIN asked ON asked.first = looked.first AND asked.key = name.key
    ORDER BY value.entry LIMIT ${mostFound})`);

/**
 * Reads what rows ask any of: keys as they are picked, or names as they are typed where there are no scripts. A value that
 * stands only in what this reader does not come across is as unknown as one that stands nowhere.
 */
@Injectable()
export class RowValues {
  constructor(
    private readonly db: Database,
    private readonly engine: SearchEngine,
    private readonly views: FacetViews,
    private readonly authorities: AuthorityService,
  ) {}

  /** By the place of the row; of rows that ask otherwise, or in fields that are not here, there is nothing. */
  async of(rows: readonly SearchRow[], scope: SearchScope, caller: Caller): Promise<ReadonlyMap<number, RowPicks>> {
    if (!rows.some(({ is }) => is === 'any')) return new Map();
    const plans = new Map(rowFields(scope, caller.locale).map(({ key, plan }) => [key, plan]));
    const asking = rows.flatMap((row, at): Asking[] => {
      const [plan, values] = [plans.get(row.field), valuesIn(row)];
      return plan && values.length > 0 ? [{ at, plan, values }] : [];
    });
    if (asking.length === 0) return new Map();
    const found = await this.found(asking, scope, caller);
    const keysOf = ({ plan, values }: Asking): string[] => [
      ...new Set(values.flatMap((value) => found.get(facetEntry(plan.key, value)) ?? [])),
    ];
    const named = await this.views.called(
      asking.map((one) => ({ plan: one.plan, keys: keysOf(one) })),
      scope,
      caller,
    );
    // Several are called alike.
    const years = await this.authorities.livedOf(
      asking.flatMap((one) => (isOfPeople(one.plan) ? keysOf(one).filter(isPid) : [])),
      scope.libraryIds,
      caller.locale,
    );
    return new Map(
      asking.map((one, nth) => {
        const keys = keysOf(one);
        const absent = one.values.filter((value) => !found.has(facetEntry(one.plan.key, value)));
        const picked = keys.map((key): PickedValue => {
          const { label, lang } = named[nth]!.get(key) ?? { label: key };
          const note = years.get(key);
          return { key, label, ...(lang === undefined ? {} : { lang }), ...(note ? { note } : {}) };
        });
        const all = [...keys, ...absent];
        const entries = all.map((key) => facetEntry(one.plan.key, key));
        return [one.at, { picked, absent, entries, value: joinedValues(all) }];
      }),
    );
  }

  /** Keys by what was asked for, as an entry. */
  private async found(
    asking: readonly Asking[],
    { collectionIds: collections }: SearchScope,
    { labels }: Caller,
  ): Promise<Map<string, string[]>> {
    const reader = { labels, collections };
    const asked = asking.flatMap(({ plan, values }) => values.map((value) => facetEntry(plan.key, value)));
    const counts = await this.engine.countEntries(reader, [...new Set(asked)]);
    const found = new Map(asked.filter((entry) => counts.has(entry)).map((entry) => [entry, [splitEntry(entry).key]]));
    const names = await this.named(asked.filter((entry) => !found.has(entry)));
    if (names.size === 0) return found;
    const there = await this.engine.countEntries(reader, [...new Set([...names.values()].flat())]);
    for (const [entry, entries] of names) {
      const keys = entries.filter((one) => there.has(one)).map((one) => splitEntry(one).key);
      if (keys.length > 0) found.set(entry, keys);
    }
    return found;
  }

  /** Entries whose names these are, by what was asked for. */
  private async named(asked: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    const wanted: { entry: string; first: string; key: string; offered: boolean }[] = [];
    for (const entry of new Set(asked)) {
      const { group, key: value } = splitEntry(entry);
      if (group === 'kind')
        found.set(
          entry,
          kindsNamed(value).map((kind) => facetEntry(group, kind)),
        );
      else {
        const typed = typedKey(value);
        if (typed !== '') wanted.push({ entry, first: facetEntry(group, ''), key: typed, offered: isOffered(group) });
      }
    }
    if (wanted.length === 0) return found;
    const rows = await this.db.query<{ first: string; key: string; entry: string }>(namedSo, [
      wanted.map(({ first }) => first),
      wanted.map(({ key }) => key),
      wanted.map(({ offered }) => offered),
    ]);
    for (const { entry, first, key } of wanted) {
      const own = rows.filter((row) => row.first === first && row.key === key).map((row) => row.entry);
      if (own.length > 0) found.set(entry, [...new Set(own)].slice(0, mostAlike));
    }
    return found;
  }
}
